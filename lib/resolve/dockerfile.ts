import { type DockerfileProblem, type Instruction, readInstructions } from './dockerfile-instructions'
import { splitWords } from './dockerfile-words'

export interface GlobalArg {
  name: string
  /** As written, with its variables and quotes. */
  default?: string
  line: number
}

/** A stage, another image or a number that a stage takes files from. */
export interface StageSource {
  from: string
  how: 'copy' | 'mount'
  line: number
}

export interface Stage {
  /** As written. */
  base: string
  /** As written after `--platform=`. */
  platform?: string
  /** In lower case, as builders compare it. */
  name?: string
  sources: StageSource[]
  line: number
  /** Why a builder refuses this line. */
  problem?: string
}

export interface Dockerfile {
  escapeMark: string
  /** The `ARG`s before the first `FROM`: the only ones that a `FROM` sees. */
  args: GlobalArg[]
  stages: Stage[]
  problems: DockerfileProblem[]
}

const keywords = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

function flagValues({ flags }: Instruction, name: string): string[] {
  const start = `--${name}=`
  return flags.filter((flag) => flag.startsWith(start)).map((flag) => flag.slice(start.length))
}

function readArgs({ rest, line }: Instruction, escapeMark: string): GlobalArg[] {
  return (splitWords(rest, escapeMark) ?? []).map((word) => {
    const equals = word.indexOf('=')
    return equals < 0 ? { name: word, line } : { name: word.slice(0, equals), default: word.slice(equals + 1), line }
  })
}

function stageProblem({ flags }: Instruction, words: string[]): string | undefined {
  const [, as, name = ''] = words
  const unknown = flags.find((flag) => !flag.startsWith('--platform='))
  if (unknown !== undefined) return `FROM has no option “${unknown.slice(0, 40)}”.`
  if (words.length === 0) return 'The name of the image is missing after FROM.'
  if (words.length === 2 || words.length > 3 || (as !== undefined && as.toUpperCase() !== 'AS'))
    return 'After FROM stands one image, or an image, AS and a name; comments have a line of their own.'
  if (words.length === 3 && !/^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase()))
    return `“${name.slice(0, 40)}” cannot name a stage: it has to begin with a letter, then letters, digits, “-”, “_” and “.”.`
  return undefined
}

function readStage(instruction: Instruction): Stage {
  const words = instruction.rest.split(/[\t\v\f\r ]+/).filter((word) => word !== '')
  const problem = stageProblem(instruction, words)
  const platform = flagValues(instruction, 'platform').at(-1)
  const name = words[1]?.toUpperCase() === 'AS' ? words[2]?.toLowerCase() : undefined
  return {
    base: words[0] ?? '',
    ...(platform === undefined ? {} : { platform }),
    ...(name === undefined ? {} : { name }),
    sources: [],
    line: instruction.line,
    ...(problem === undefined ? {} : { problem }),
  }
}

function readSources(instruction: Instruction): StageSource[] {
  const { keyword, line } = instruction
  if (keyword === 'COPY')
    return flagValues(instruction, 'from').flatMap((from) => (from === '' ? [] : [{ from, how: 'copy', line }]))
  if (keyword !== 'RUN') return []
  return flagValues(instruction, 'mount').flatMap((mount) => {
    const from = mount.split(',').flatMap((field) => /^from=(.+)$/i.exec(field)?.[1] ?? [])
    return from.slice(-1).map((name) => ({ from: name, how: 'mount', line }))
  })
}

/**
 * Reads what of a Dockerfile decides which images are pulled: `ARG` before `FROM`, `FROM`, `COPY --from`, `RUN --mount`.
 * Never throws: what a builder would refuse is in `problems` or at its stage. Source: Dockerfile reference.
 */
export function parseDockerfile(text: string): Dockerfile {
  const { escapeMark, instructions, problems } = readInstructions(text)
  const file: Dockerfile = { escapeMark, args: [], stages: [], problems: [...problems] }
  for (const instruction of instructions) {
    const { keyword, line } = instruction
    const stage = file.stages.at(-1)
    if (keyword === 'FROM') file.stages.push(readStage(instruction))
    else if (!keywords.has(keyword))
      file.problems.push({ line, message: `“${keyword.slice(0, 40)}” is not an instruction of a Dockerfile.` })
    else if (stage) stage.sources.push(...readSources(instruction))
    else if (keyword === 'ARG') file.args.push(...readArgs(instruction, escapeMark))
    else file.problems.push({ line, message: `${keyword} stands before the first FROM, where only ARG may stand.` })
  }
  return file
}
