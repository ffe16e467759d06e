import { Notice } from '@/components/ui/notice'

export function NotDurableNotice() {
  return (
    <Notice title="This history ends with the server.">
      It is kept in memory, because the folder it belongs in cannot be written. To keep it, let{' '}
      <code className="font-mono text-xs">ARCHIPELAGO_DATA_DIR</code> name a folder that the server may write, or{' '}
      <code className="font-mono text-xs">REDIS_URL</code> a Redis or Valkey, and start the server again.
    </Notice>
  )
}
