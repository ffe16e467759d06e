import { remark } from './shell-words'

export interface ApiRequest {
  /** The plan’s input as it goes over the wire. */
  input: Record<string, unknown>
  /** The digest of the planned index. */
  digest: string
  /** What the target names today. */
  expected: string | null
}

const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`

/** Shell commands that plan and push the same by our own API, guarded by the digests that the plan gave. */
export function apiCommand({ input, digest, expected }: ApiRequest): string {
  const post = (path: string, ...more: string[]) =>
    [
      'curl -sS --fail-with-body',
      ...more,
      `-H 'Content-Type: application/json'`,
      `-d ${path.endsWith('push') ? '"$push"' : '"$plan"'}`,
      `"$ARCHIPELAGO_URL${path}"`,
    ].join(' \\\n  ')
  return [
    remark('ARCHIPELAGO_URL is the address of this site, ARCHIPELAGO_API_TOKEN its token for scripts.'),
    `plan=${quoted(input)}`,
    remark(`Shows what would be written; writes nothing. Its index.digest is to be ${digest}.`),
    post('/api/v1/compose/plan'),
    remark(
      'Pushes this very index, and nothing when a source or the target has moved. The last line says done or error.',
    ),
    `push=${quoted({ ...input, digest, expected })}`,
    `${post('/api/v1/compose/push', '-H "Authorization: Bearer $ARCHIPELAGO_API_TOKEN"')} \\\n  | tee /dev/stderr | grep -q '"event":"done"'`,
  ].join('\n')
}
