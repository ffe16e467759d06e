import type { Quirks } from './quirks'

const hostPattern =
  /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]{4,32}\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/

/** Answers GET without Docker-Content-Digest and lists as text/plain; the realm of its Basic looks like an address and is none. */
export const ecr: Quirks = {
  name: 'Amazon ECR',
  isHost: (hostname) => hostPattern.test(hostname),
  wantsBasic: true,
}
