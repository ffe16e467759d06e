import 'server-only'
import type { z } from 'zod'
import { joinCommand } from '@/lib/compose/shell-words'
import {
  type BaseRow,
  type checkDockerfileEndpoint,
  type DockerfileCheck,
  maxDockerfileLength,
} from '@/lib/contract/dockerfile'
import { ApiFailure } from '@/lib/contract/error'
import { comparePlatforms, formatPlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import { type Dockerfile, parseDockerfile } from '@/lib/resolve/dockerfile'
import { detectKind, type InputKind, readNames } from '@/lib/resolve/dockerfile-input'
import { type NamedImages, readServices } from '@/lib/resolve/dockerfile-services'
import { type BaseUse, usesOfDockerfile, usesOfImages } from '@/lib/resolve/dockerfile-uses'
import { BaseReader } from './check-dockerfile-bases'
import { describeCell, describeUse } from './check-dockerfile-rows'
import { suggestTags } from './check-dockerfile-tags'
import type { RequestContext } from './request-context'

type Input = z.output<typeof checkDockerfileEndpoint.input>

const maxStages = 100
const maxPlatforms = 24
const maxProblems = 20
const maxBasesToImprove = 5
const defaultTarget: Platform = { os: 'linux', architecture: 'amd64' }
const usualPlatforms: Platform[] = [defaultTarget, { os: 'linux', architecture: 'arm64' }]

interface ReadFile {
  kind: InputKind
  file?: Dockerfile
  problems: DockerfileCheck['problems']
  usesFor(target: Platform): BaseUse[]
}

function readPlatform(text: string): Platform {
  const platform = parsePlatform(text)
  if (platform) return platform
  const message = `“${text.slice(0, 80)}” is not a platform; write it as os/architecture, for example linux/arm64.`
  throw new ApiFailure({ code: 'REQUEST_INVALID', message })
}

function readText({ dockerfile: text, args, buildPlatform }: Input): ReadFile {
  const kind = detectKind(text)
  if (kind === 'dockerfile') {
    const file = parseDockerfile(text)
    const build = readPlatform(buildPlatform)
    return { kind, file, problems: file.problems, usesFor: (target) => usesOfDockerfile(file, { args, target, build }) }
  }
  const { images, problems }: NamedImages = kind === 'compose' ? readServices(text, args) : readNames(text)
  const how = kind === 'compose' ? 'service' : 'name'
  return { kind, problems, usesFor: (target) => usesOfImages(images, how, target) }
}

function checkSize(text: string): void {
  if (Buffer.byteLength(text) <= maxDockerfileLength) return
  const message = 'The file is larger than 256 KiB; leave out what is no FROM, ARG or COPY line.'
  throw new ApiFailure({ code: 'TOO_LARGE', message })
}

function checkCount({ kind, file }: ReadFile, uses: readonly BaseUse[]): void {
  if ((file?.stages.length ?? uses.length) <= maxStages) return
  const what = kind === 'dockerfile' ? 'stages' : 'images'
  throw new ApiFailure({
    code: 'UNPROCESSABLE',
    message: `The file has more than ${maxStages} ${what}; check it in parts.`,
  })
}

/** Whether a base decides what can be built for; where a stage has one platform for good, it does not. */
const isDeciding = ({ isExternal, isUsed, platform }: BaseRow) => isExternal && isUsed && platform === undefined

/** `FROM base-$TARGETARCH` shows what it has only when it is asked for more than one platform. */
function usualTargets({ usesFor }: ReadFile): Platform[] {
  const [first, ...others] = usualPlatforms.map((target) => JSON.stringify(usesFor(target).map(({ base }) => base)))
  return others.some((bases) => bases !== first) ? usualPlatforms : []
}

function targetsOf(rows: readonly BaseRow[], { wanted, read }: { wanted: Platform[]; read: ReadFile }): Platform[] {
  const offered = rows.filter(isDeciding).flatMap(({ platforms }) => platforms)
  const usual = usualTargets(read).map(formatPlatform)
  const names = [...new Set([...wanted.map(formatPlatform), ...usual, ...offered])].slice(0, maxPlatforms)
  return names.flatMap((name) => parsePlatform(name) ?? []).toSorted(comparePlatforms)
}

async function addCells(
  rows: readonly BaseRow[],
  { read, targets, reader }: { read: ReadFile; targets: Platform[]; reader: BaseReader },
): Promise<BaseRow[]> {
  const uses = targets.map((target) => read.usesFor(target))
  const cellsOf = (row: BaseRow, position: number) =>
    targets.map((target, index) => {
      const use = uses[index]?.[position]
      return use ? [describeCell(use, { row, target, reader })] : []
    })
  return Promise.all(
    rows.map(async (row, position) =>
      row.isExternal ? { ...row, cells: await Promise.all(cellsOf(row, position).flat()) } : row,
    ),
  )
}

const cellState = (row: BaseRow, platform: string) => row.cells.find((cell) => cell.platform === platform)?.state

function sharedPlatforms(rows: readonly BaseRow[], platforms: readonly string[]): string[] {
  const bases = rows.filter(({ isExternal, isUsed }) => isExternal && isUsed)
  return platforms.filter((platform) => bases.every((row) => cellState(row, platform) === 'has'))
}

function missingOf(rows: readonly BaseRow[], wanted: readonly string[]): DockerfileCheck['missing'] {
  const missing = new Map<string, DockerfileCheck['missing'][number]>()
  for (const { isUsed, cells, line, platform: fixed, reference: own = '' } of rows)
    for (const { platform, state, takes, reference = own } of cells) {
      if (!isUsed || !wanted.includes(platform) || state === 'has' || state === 'unknown') continue
      const needed = fixed ?? platform
      const key = `${needed} ${reference}`
      const lines = [...new Set([...(missing.get(key)?.lines ?? []), line])]
      missing.set(key, { platform: needed, reference, ...(takes ? { takes } : {}), lines })
    }
  return [...missing.values()]
}

/** A better base has all that is wanted, not only what this one lacks. */
async function suggestionsFor(
  missing: DockerfileCheck['missing'],
  { wanted, rows }: { wanted: string[]; rows: readonly BaseRow[] },
  context: RequestContext,
): Promise<DockerfileCheck['suggestions']> {
  const references = [...new Set(missing.map(({ reference }) => reference))].slice(0, maxBasesToImprove)
  const found = references.map((reference) => {
    const fixed = rows.find((row) => row.reference === reference)?.platform
    return suggestTags({ reference, platforms: fixed === undefined ? wanted : [fixed] }, context)
  })
  return (await Promise.all(found)).flat()
}

function commandOf({ kind, file }: ReadFile, { args }: Input, platforms: readonly string[]): string | undefined {
  // a version in brackets is not what builders take
  const names = [...new Set(platforms.map((name) => name.replace(/ \(.*\)$/, '')))]
  if (kind !== 'dockerfile' || names.length === 0) return undefined
  const declared = new Set(file?.args.map(({ name }) => name))
  const given = Object.entries(args).filter(([name]) => declared.has(name))
  const flags = given.flatMap(([name, value]) => ['--build-arg', `${name}=${value}`])
  return joinCommand(['docker', 'buildx', 'build', '--platform', names.join(','), ...flags, '.'])
}

function describeProblems({ kind, problems }: ReadFile, rows: readonly BaseRow[]): DockerfileCheck['problems'] {
  if (rows.length > 0 || problems.length > 0) return problems.slice(0, maxProblems)
  const message =
    kind === 'dockerfile'
      ? 'There is no FROM here; paste a Dockerfile, a compose file, or names of images, one a line.'
      : 'No service here names an image.'
  return [{ line: 1, message }]
}

/**
 * Which platforms the bases of a file have, what they share, and what is missing for the wanted ones. A base that cannot
 * be read is said in its row. @throws {ApiFailure} for a file that is too large and for a platform that is none
 */
export async function checkDockerfile(input: Input, context: RequestContext): Promise<DockerfileCheck> {
  checkSize(input.dockerfile)
  const wanted = input.platforms.map(readPlatform)
  const read = readText(input)
  const uses = read.usesFor(wanted[0] ?? defaultTarget)
  checkCount(read, uses)
  const reader = new BaseReader(context)
  const first = await Promise.all(uses.map((use) => describeUse(use, reader)))
  const targets = targetsOf(first, { wanted, read })
  const rows = await addCells(first, { read, targets, reader })
  const [platforms, wantedNames] = [targets.map(formatPlatform), [...new Set(wanted.map(formatPlatform))]]
  const shared = sharedPlatforms(rows, platforms)
  const missing = missingOf(rows, wantedNames)
  const buildable = wantedNames.length === 0 ? shared : wantedNames.filter((name) => shared.includes(name))
  const command = commandOf(read, input, buildable)
  const isStage = ({ how }: BaseRow) => how !== 'copy' && how !== 'mount'
  return {
    kind: read.kind,
    stages: rows.filter(isStage),
    copies: rows.filter((row) => !isStage(row)),
    wanted: wantedNames,
    platforms,
    shared,
    missing,
    suggestions: await suggestionsFor(missing, { wanted: wantedNames, rows }, context),
    ...(command === undefined ? {} : { command }),
    problems: describeProblems(read, rows),
  }
}
