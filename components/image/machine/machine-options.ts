export interface MachineOption {
  platform: string
  /** Which machines these are. */
  name: string
}

export const machineOptions: { label: string; options: MachineOption[] }[] = [
  {
    label: 'Linux, x86',
    options: [
      { platform: 'linux/amd64', name: 'Intel or AMD, 64-bit' },
      { platform: 'linux/amd64/v2', name: 'with SSE4.2' },
      { platform: 'linux/amd64/v3', name: 'with AVX2' },
      { platform: 'linux/amd64/v4', name: 'with AVX-512' },
      { platform: 'linux/386', name: '32-bit' },
    ],
  },
  {
    label: 'Linux, ARM',
    options: [
      { platform: 'linux/arm64', name: 'Apple silicon, Graviton, Raspberry Pi 4' },
      { platform: 'linux/arm64/v8.2', name: 'Armv8.2' },
      { platform: 'linux/arm64/v9', name: 'Armv9' },
      { platform: 'linux/arm/v8', name: '32-bit on a 64-bit CPU' },
      { platform: 'linux/arm/v7', name: 'Raspberry Pi 2, 32-bit' },
      { platform: 'linux/arm/v6', name: 'Raspberry Pi 1 and Zero' },
      { platform: 'linux/arm/v5', name: 'older ARM' },
    ],
  },
  {
    label: 'Linux, others',
    options: [
      { platform: 'linux/ppc64le', name: 'IBM POWER' },
      { platform: 'linux/s390x', name: 'IBM Z' },
      { platform: 'linux/riscv64', name: 'RISC-V' },
    ],
  },
  {
    label: 'Windows containers',
    options: [
      { platform: 'windows/amd64 (10.0.17763)', name: 'Server 2019, 1809' },
      { platform: 'windows/amd64 (10.0.20348)', name: 'Server 2022' },
      { platform: 'windows/amd64 (10.0.26100)', name: 'Server 2025' },
    ],
  },
]

export function isMachineOption(platform: string): boolean {
  return machineOptions.some(({ options }) => options.some((option) => option.platform === platform))
}
