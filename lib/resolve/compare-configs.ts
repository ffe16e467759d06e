import { type RunConfig, splitEnvironment } from '@/lib/oci/run-config'

export interface FieldDifference {
  /** `entrypoint`, `env PATH`, `label maintainer`, … */
  field: string
  before?: string
  after?: string
}

function fieldsOf(config: RunConfig): Map<string, string> {
  const words = (list: string[] | null | undefined) => (list && list.length > 0 ? JSON.stringify(list) : undefined)
  const names = (record: Record<string, unknown> | null | undefined) => Object.keys(record ?? {}).sort()
  const single: [string, string | null | undefined][] = [
    ['entrypoint', words(config.Entrypoint)],
    ['command', words(config.Cmd)],
    ['user', config.User],
    ['working directory', config.WorkingDir],
    ['stop signal', config.StopSignal],
    ...(config.Env ?? []).map(splitEnvironment).map(([name, value]): [string, string] => [`env ${name}`, value]),
    ...names(config.ExposedPorts).map((port): [string, string] => [`port ${port}`, 'exposed']),
    ...names(config.Volumes).map((path): [string, string] => [`volume ${path}`, 'declared']),
    ...Object.entries(config.Labels ?? {}).map(([name, value]): [string, string] => [`label ${name}`, value]),
  ]
  return new Map(single.flatMap(([field, value]) => (value ? [[field, value] as const] : [])))
}

/** What differs in how containers of two images start, field by field, in a fixed order. */
export function compareConfigs(before: RunConfig, after: RunConfig): FieldDifference[] {
  const [left, right] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((field) => left.get(field) !== right.get(field))
    .map((field) => {
      const [was, is] = [left.get(field), right.get(field)]
      return { field, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }
    })
}
