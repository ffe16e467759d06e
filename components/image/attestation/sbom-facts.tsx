import { UntrustedText } from '@/components/reference/untrusted-text'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Sbom, SoftwarePackage } from '@/lib/contract/attestation'

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

export function SbomFacts({ sbom, packages }: { sbom: Sbom; packages: readonly SoftwarePackage[] }) {
  const { packageCount, created, tools } = sbom
  const licenses = new Set(packages.flatMap((found) => found.licenses))
  const withoutLicense = packages.filter((found) => found.licenses.length === 0).length
  return (
    <p className="text-ink-muted text-xs">
      <strong className="font-semibold text-ink tabular-nums">{counted(packageCount, 'package', 'packages')}</strong>
      {packageCount === 0 ? null : `, ${counted(licenses.size, 'licence', 'licences')}`}
      {withoutLicense === 0 ? null : `, ${withoutLicense.toLocaleString('en')} without a known one`}
      {tools.length === 0 ? null : (
        <>
          {' '}
          · listed by <UntrustedText text={tools.slice(0, 4).join(', ')} />
        </>
      )}
      {created && !Number.isNaN(Date.parse(created)) ? (
        <>
          {' '}
          · <RelativeTime time={created} />
        </>
      ) : null}
    </p>
  )
}
