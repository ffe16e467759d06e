import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { parseDockerfile } from '@/lib/resolve/dockerfile'
import { dockerfileQuery } from './dockerfile-query'

const startingPlatforms = ['linux/amd64', 'linux/arm64']

/** The form’s state. The file is sent when somebody says so; platforms and values count at once afterwards. */
export function useDockerfileCheck() {
  const [text, setText] = useState('')
  const [sent, setSent] = useState<string>()
  const [platforms, setPlatforms] = useState<string[]>(startingPlatforms)
  const [args, setArgs] = useState<Record<string, string>>({})
  const names = new Set(parseDockerfile(text).args.map(({ name }) => name))
  const given = Object.fromEntries(Object.entries(args).filter(([name, value]) => names.has(name) && value !== ''))
  const input = sent === undefined ? undefined : { dockerfile: sent, platforms, args: given }
  const query = useQuery(dockerfileQuery(input))
  return {
    text,
    setText,
    platforms,
    setPlatforms,
    args,
    setArg: (name: string, value: string) => setArgs((known) => ({ ...known, [name]: value })),
    check: (file = text) => {
      setText(file)
      setSent(file.trim() === '' ? undefined : file)
    },
    isChanged: sent !== undefined && text !== sent,
    answer: sent === undefined ? undefined : query.data,
    error: query.error,
    isReading: query.isFetching,
    readAgain: () => void query.refetch(),
  }
}
export type DockerfileCheckState = ReturnType<typeof useDockerfileCheck>
