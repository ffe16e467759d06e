/** By which the registries that say it name a request: most, Amazon, Azure, GitHub. */
const names = ['x-request-id', 'x-amzn-requestid', 'x-ms-correlation-request-id', 'x-github-request-id']

/** What whoever runs a registry finds a failed request by in their logs; undefined where it says nothing that looks like it. */
export function readRequestId(header: (name: string) => string | undefined): string | undefined {
  const said = names.map((name) => header(name)?.trim() ?? '')
  return said.find((id) => /^[\w.:+/=-]{4,128}$/.test(id))
}
