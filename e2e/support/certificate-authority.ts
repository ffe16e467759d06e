import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './run-command'
import { requireTool } from './tools'

/** Paths of PEM files. */
export interface CertificateFiles {
  certificate: string
  key: string
}

export interface CertificateAuthority {
  /** Its own certificate: the path, and the text. */
  certificate: string
  pem: string
  issue(name: string): Promise<CertificateFiles>
  close(): Promise<void>
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
const days = ['-days', '2']

async function openssl(...parts: string[]): Promise<void> {
  const { code, stderr } = await runCommand(requireTool('openssl'), parts)
  if (code !== 0) throw new Error(`openssl ${parts[0]}: ${stderr}`)
}

/** An authority nobody knows, as a company has one; its certificates are for `localhost` and hold for two days. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-authority-'))
  const file = (name: string) => join(folder, name)
  const [certificate, key] = [file('ca.pem'), file('ca.key')]
  await openssl('req', '-x509', ...newKey, '-keyout', key, '-out', certificate, '-subj', '/CN=Stories', ...days)
  return {
    certificate,
    pem: await readFile(certificate, 'utf8'),
    async issue(name) {
      const issued = { certificate: file(`${name}.pem`), key: file(`${name}.key`) }
      const request = file(`${name}.csr`)
      const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
      await openssl('req', ...newKey, '-keyout', issued.key, '-out', request, ...subject)
      const authority = ['-CA', certificate, '-CAkey', key, '-CAcreateserial', '-copy_extensions', 'copy']
      await openssl('x509', '-req', '-in', request, '-out', issued.certificate, ...authority, ...days)
      return issued
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
