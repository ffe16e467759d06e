const commonPlatforms = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/arm/v5',
  'linux/386',
  'linux/ppc64le',
  'linux/s390x',
  'linux/riscv64',
  'windows/amd64',
  'windows/arm64',
]

/** Names to choose from in a field whose `list` is this id. */
export function PlatformNames({ id }: { id: string }) {
  return (
    <datalist id={id}>
      {commonPlatforms.map((platform) => (
        <option key={platform} value={platform} />
      ))}
    </datalist>
  )
}
