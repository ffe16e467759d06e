export interface Component {
  name: string
  version?: string
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[]
}

const allowed = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
])

/** Looked at one by one: data and fonts with their own licences, and a library that is linked, not copied. */
const allowedFor: [name: RegExp, licence: string][] = [
  [/^caniuse-lite$/, 'CC-BY-4.0'],
  [/^geist$/, 'OFL-1.1'],
  [/^@img\/sharp-libvips-/, 'LGPL-3.0-or-later'],
]
/** Says nothing of its licence in package.json; its LICENSE file does. */
const stated = new Map([['geist', 'OFL-1.1']])

/** The licence as SPDX writes it; “none” where the package does not say. */
export function licenceOf({ name, licenses = [] }: Component): string {
  const words = licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression ?? '')
  return words.filter(Boolean).join(' AND ') || (stated.get(name) ?? 'none')
}

function isAllowed(name: string, licence: string): boolean {
  if (allowed.has(licence)) return true
  if (allowedFor.some(([pattern, its]) => its === licence && pattern.test(name))) return true
  const inner = /^\(?([^()]+)\)?$/.exec(licence)?.[1] ?? ''
  if (inner.includes(' OR ')) return inner.split(' OR ').some((part) => allowed.has(part.trim()))
  return inner.includes(' AND ') && inner.split(' AND ').every((part) => isAllowed(name, part.trim()))
}

/** One line for each package whose licence nobody has agreed to. */
export function findForeignLicences(components: readonly Component[]): string[] {
  return components
    .filter((component) => !isAllowed(component.name, licenceOf(component)))
    .map((component) => `${component.name} ${component.version ?? ''}: ${licenceOf(component)}`)
}

/** How many packages have which licence, most first. */
export function countLicences(components: readonly Component[]): [licence: string, count: number][] {
  const counts = new Map<string, number>()
  for (const component of components) counts.set(licenceOf(component), (counts.get(licenceOf(component)) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}
