import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { apiCommand } from './api-command'

const request = {
  input: { target: 'registry.test/app:1.0', annotations: { note: 'it\'s $(echo "hurt") `too`' } },
  digest: `sha256:${'a'.repeat(64)}`,
  expected: null,
}

/** Runs the commands with a curl that only tells what it was given. */
function run(command: string): { words: string[]; body: unknown }[] {
  const script = `curl() { printf '%s\\0' "$@" >&3; printf '\\n' >&3; echo '{"event":"done"}'; }\n{ ${command}\n} 3>&1 >/dev/null 2>/dev/null`
  const environment = { ARCHIPELAGO_URL: 'http://here', ARCHIPELAGO_API_TOKEN: 'a b' }
  const output = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { ...process.env, ...environment } })
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const words = line.split('\0').slice(0, -1)
      return { words, body: JSON.parse(words[words.indexOf('-d') + 1] ?? '') }
    })
}

it('plans, then pushes what was planned with both digests', () => {
  const [plan, push, ...more] = run(apiCommand(request))
  expect(more).toEqual([])
  expect(plan?.words.at(-1)).toBe('http://here/api/v1/compose/plan')
  expect(plan?.body).toEqual(request.input)
  expect(plan?.words.join()).not.toContain('Authorization')
  expect(push?.words.at(-1)).toBe('http://here/api/v1/compose/push')
  expect(push?.words).toContain('Authorization: Bearer a b')
  expect(push?.body).toEqual({ ...request.input, digest: request.digest, expected: null })
})
