import { Notice } from '@/components/ui/notice'
import type { Image } from '@/lib/contract/image'

export function ImageProblems({ problems }: { problems: Image['problems'] }) {
  return problems.map(({ code, message }) => (
    <Notice key={`${code} ${message}`} tone="warning">
      {message}
    </Notice>
  ))
}
