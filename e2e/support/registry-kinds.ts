/** One stock of images, served by a real registry of each kind that companies run, and the settings that the product needs for them. */
import { createCertificateAuthority } from './certificate-authority'
import { type CncfRegistry, startCncfRegistry } from './cncf-registry'
import { startTokenServer, type TokenServer } from './token-server'

export const registryKinds = ['open', 'htpasswd', 'token', 'tls', 'tlsUnknown', 'readOnly', 'keeping', 'proxy'] as const
export type RegistryKind = (typeof registryKinds)[number]

export interface RegistryKinds {
  /** Where images are put in and looked at beside the product: open, with the stock of all the others but the proxy's. */
  registries: Record<RegistryKind, CncfRegistry>
  tokens: TokenServer
  /** For ARCHIPELAGO_REGISTRIES. */
  settings: Record<string, object>
  close(): Promise<void>
}

export const alice = { username: 'alice', password: 'wonderland-4711' }
/** bcrypt of Alice's password. */
const htpasswd = 'alice:$2b$05$abcdefghijklmnopqrstuuIgC2DKlsrSlGrWBZMQhqXROemBGkjr2\n'

export async function startRegistryKinds(): Promise<RegistryKinds> {
  const authority = await createCertificateAuthority()
  const [tls, signer] = [await authority.issue('registry'), await authority.issue('tokens')]
  const tokens = await startTokenServer({ signer, users: { [alice.username]: alice.password } })
  const { realm, service, issuer } = tokens
  const open = await startCncfRegistry()
  const { folder } = open
  const registries = {
    open,
    htpasswd: await startCncfRegistry({ folder, htpasswd }),
    token: await startCncfRegistry({ folder, token: { realm, service, issuer, authority: authority.certificate } }),
    tls: await startCncfRegistry({ folder, tls }),
    tlsUnknown: await startCncfRegistry({ folder, tls }),
    readOnly: await startCncfRegistry({ folder, isReadOnly: true }),
    keeping: await startCncfRegistry({ folder, deletes: false }),
    proxy: await startCncfRegistry({ proxyOf: open.url }),
  }
  const settings = {
    [registries.tls.host]: { endpoint: `https://${registries.tls.host}`, ca: authority.pem },
    [registries.tlsUnknown.host]: { endpoint: `https://${registries.tlsUnknown.host}` },
    [registries.token.host]: { trusted: [tokens.host] },
  }
  const close = async () => {
    const { open: stock, ...others } = registries
    await Promise.all(Object.values(others).map((registry) => registry.close()))
    await Promise.all([stock.close(), tokens.close(), authority.close()])
  }
  return { registries, tokens, settings, close }
}
