import type { SoftwarePackage } from '@/lib/contract/attestation'

/** The packages that have every word of the text in their name, version, licence or ecosystem. */
export function findPackages(packages: readonly SoftwarePackage[], text: string): readonly SoftwarePackage[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return packages
  return packages.filter(({ name, version = '', ecosystem = '', licenses }) => {
    const searched = [name, version, ecosystem, ...licenses].join('\n').toLowerCase()
    return words.every((word) => searched.includes(word))
  })
}
