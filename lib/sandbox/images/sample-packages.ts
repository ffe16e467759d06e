export interface SamplePackage {
  name: string
  version: string
  license: string
  purl: string
}

type Listed = [name: string, version: string, license: string]

const debian: Listed[] = [
  ['adduser', '3.134', 'GPL-2.0-or-later'],
  ['apt', '2.6.1', 'GPL-2.0-or-later'],
  ['base-files', '12.4+deb12u11', 'NOASSERTION'],
  ['bash', '5.2.15-2+b8', 'GPL-3.0-or-later'],
  ['ca-certificates', '20230311+deb12u1', 'MPL-2.0'],
  ['coreutils', '9.1-1', 'GPL-3.0-or-later'],
  ['dash', '0.5.12-2', 'BSD-3-Clause'],
  ['debianutils', '5.7-0.5~deb12u1', 'GPL-2.0-or-later'],
  ['diffutils', '1:3.8-4', 'GPL-3.0-or-later'],
  ['dpkg', '1.21.22', 'GPL-2.0-or-later'],
  ['findutils', '4.9.0-4', 'GPL-3.0-or-later'],
  ['gcc-12-base', '12.2.0-14+deb12u1', 'GPL-3.0-only WITH GCC-exception-3.1'],
  ['gpgv', '2.2.40-1.1+deb12u1', 'GPL-3.0-or-later'],
  ['grep', '3.8-5', 'GPL-3.0-or-later'],
  ['gzip', '1.12-1', 'GPL-3.0-or-later'],
  ['libacl1', '2.3.1-3', 'LGPL-2.1-or-later'],
  ['libapt-pkg6.0', '2.6.1', 'GPL-2.0-or-later'],
  ['libbz2-1.0', '1.0.8-5+b1', 'bzip2-1.0.6'],
  ['libc6', '2.36-9+deb12u10', 'LGPL-2.1-or-later'],
  ['libcrypt1', '1:4.4.33-2', 'LGPL-2.1-or-later'],
  ['libgcrypt20', '1.10.1-3', 'LGPL-2.1-or-later'],
  ['libgmp10', '2:6.2.1+dfsg1-1.1', 'LGPL-3.0-or-later OR GPL-2.0-or-later'],
  ['liblz4-1', '1.9.4-1', 'BSD-2-Clause'],
  ['liblzma5', '5.4.1-1', '0BSD'],
  ['libpcre2-8-0', '10.42-1', 'BSD-3-Clause'],
  ['libssl3', '3.0.17-1~deb12u2', 'Apache-2.0'],
  ['libstdc++6', '12.2.0-14+deb12u1', 'GPL-3.0-only WITH GCC-exception-3.1'],
  ['libzstd1', '1.5.4+dfsg2-5', 'BSD-3-Clause OR GPL-2.0-only'],
  ['mawk', '1.3.4.20200120-3.1', 'GPL-2.0-only'],
  ['openssl', '3.0.17-1~deb12u2', 'Apache-2.0'],
  ['perl-base', '5.36.0-7+deb12u2', 'Artistic-1.0-Perl OR GPL-1.0-or-later'],
  ['sed', '4.9-1', 'GPL-3.0-or-later'],
  ['tar', '1.34+dfsg-1.2+deb12u1', 'GPL-3.0-or-later'],
  ['tzdata', '2025b-0+deb12u1', 'ICU'],
  ['util-linux', '2.38.1-5+deb12u3', 'GPL-2.0-or-later'],
  ['zlib1g', '1:1.2.13.dfsg-1', 'Zlib'],
]

const alpine: Listed[] = [
  ['alpine-baselayout', '3.6.8-r1', 'GPL-2.0-only'],
  ['alpine-keys', '2.5-r0', 'MIT'],
  ['apk-tools', '2.14.6-r3', 'GPL-2.0-only'],
  ['busybox', '1.37.0-r12', 'GPL-2.0-only'],
  ['ca-certificates-bundle', '20250619-r0', 'MPL-2.0 AND MIT'],
  ['libcrypto3', '3.3.4-r0', 'Apache-2.0'],
  ['libssl3', '3.3.4-r0', 'Apache-2.0'],
  ['musl', '1.2.5-r9', 'MIT'],
  ['musl-utils', '1.2.5-r9', 'MIT AND BSD-2-Clause AND GPL-2.0-or-later'],
  ['scanelf', '1.3.8-r1', 'GPL-2.0-only'],
  ['ssl_client', '1.37.0-r12', 'GPL-2.0-only'],
  ['tzdata', '2025b-r0', 'LicenseRef-public-domain'],
  ['zlib', '1.3.1-r2', 'Zlib'],
]

const packagesOf = (listed: Listed[], prefix: string): SamplePackage[] =>
  listed.map(([name, version, license]) => ({ name, version, license, purl: `${prefix}/${name}@${version}` }))

export const debianPackages = packagesOf(debian, 'pkg:deb/debian')
export const alpinePackages = packagesOf(alpine, 'pkg:apk/alpine')
