/** `docker.io/library/openjdk:8` as people say it: `openjdk:8`; for titles. */
export function shortName(reference: string): string {
  return reference.replace(/^docker\.io\/(library\/)?/, '').replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@$1')
}
