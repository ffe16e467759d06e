/** The configuration: environment variables named ARCHIPELAGO_…, and REDIS_URL, read once; every bad one is named. */
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { canonicalRegistry, isRegistry } from '@/lib/oci/reference'
import { podmanAuthPaths } from '@/lib/registry/credentials'
import type { RegistrySettings } from '@/lib/registry/registry-settings'
import { Secret } from '@/lib/registry/secret'
import { registriesFileSchema } from './registries-file'
import { sharedModeFaults } from './shared-mode-faults'
import { singleton } from './singleton'
import { isNetwork } from './trusted-proxy'

const listSchema = z
  .string()
  .transform((text) => text.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()])))
const registrySchema = z.string().refine(isRegistry, 'must be a registry, as host or host:port')
const registriesSchema = listSchema.pipe(
  z.array(registrySchema.transform(canonicalRegistry), 'must be registries, as host or host:port, separated by commas'),
)
const originMessage = 'must be an address as https://images.example.com, without a path'
const originSchema = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), originMessage)
  .transform((text) => new URL(text))
  .refine(({ pathname, search, username }) => pathname === '/' && search === '' && username === '', originMessage)
  .transform(({ origin }) => origin)
const switchSchema = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((text) => text === 'true' || text === '1')
const numberSchema = (minimum: number, maximum: number) => {
  const message = `must be a whole number from ${minimum} to ${maximum}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.number().min(minimum, message).max(maximum, message))
}

const minSecretBytes = 32
const secretsMessage = `must have at least ${minSecretBytes} bytes; several are separated by commas, the one to seal with first`
const secretsSchema = listSchema.pipe(
  z
    .array(
      z.string().refine((text) => Buffer.byteLength(text) >= minSecretBytes, secretsMessage),
      secretsMessage,
    )
    .transform((texts) => texts.map((text) => new Secret(text))),
)

const variables = {
  ARCHIPELAGO_MODE: z.enum(['local', 'shared'], 'must be local or shared').default('local'),
  ARCHIPELAGO_SECRET: secretsSchema.default([]),
  ARCHIPELAGO_ALLOWED_REGISTRIES: registriesSchema.default([]),
  ARCHIPELAGO_USER_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/i, 'must be the name of a header, such as X-Forwarded-User')
    .transform((name) => name.toLowerCase())
    .optional(),
  ARCHIPELAGO_TRUSTED_PROXIES: listSchema
    .pipe(
      z.array(
        z
          .string()
          .refine(isNetwork, 'must be addresses or networks, such as 127.0.0.1 or 10.0.0.0/8, separated by commas'),
      ),
    )
    .default([]),
  ARCHIPELAGO_PLAIN_HTTP: registriesSchema.default([]),
  ARCHIPELAGO_REGISTRIES: registriesFileSchema.optional(),
  ARCHIPELAGO_DOCKER_CONFIG: z.string().min(1, 'must be the path of a file').optional(),
  ARCHIPELAGO_ORIGIN: originSchema.optional(),
  ARCHIPELAGO_ALLOWED_HOSTS: listSchema.default([]),
  ARCHIPELAGO_API_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  ARCHIPELAGO_READ_ONLY: switchSchema.default(false),
  ARCHIPELAGO_TIMEOUT_MS: numberSchema(100, 300_000).default(30_000),
  ARCHIPELAGO_CONCURRENCY: numberSchema(1, 32).default(4),
  ARCHIPELAGO_CACHE_MIB: numberSchema(1, 4096).default(64),
  ARCHIPELAGO_LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug', 'silent'], 'must be error, warn, info, debug or silent')
    .default('info'),
  ARCHIPELAGO_DATA_DIR: z.string().refine(isAbsolute, 'must be the absolute path of a folder').optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, 'must be an address such as redis://host:6379')
    .optional(),
  ARCHIPELAGO_SANDBOX: registrySchema.optional(),
}

/** One person’s own machine, or one server for many visitors. */
export type Mode = 'local' | 'shared'

export interface Config {
  mode: Mode
  /** What sign-ins are sealed with: the first seals, all of them open. */
  secrets: Secret[]
  /** In shared mode, registries besides the well-known public ones; on a private network only these. */
  allowedRegistries: string[]
  /** The header in which an authenticating proxy names the visitor, in lower case. */
  userHeader?: string
  /** Addresses and networks whose word on the visitor’s name and address is believed. */
  trustedProxies: string[]
  /** Registries that are spoken to over http, besides those on loopback. */
  plainHttp: string[]
  /** What is said about single registries, by host. */
  registries: Record<string, RegistrySettings>
  /** Docker's config.json and podman's auth.json, as paths: the first that has a sign-in for a registry counts. */
  signInFiles: string[]
  /** The dashboard's public address, for what must be absolute; never taken from a request. */
  origin?: string
  /** Host names (with port where it is not the default) under which the dashboard is reached, besides loopback. */
  allowedHosts: string[]
  /** Lets scripts write: `Authorization: Bearer …`. */
  apiToken?: string
  readOnly: boolean
  /** The most one request to a registry may take in all. */
  timeoutMs: number
  /** How many tags of a list are read at a time, for each registry. */
  concurrency: number
  cacheMib: number
  logLevel: 'error' | 'warn' | 'info' | 'debug' | 'silent'
  /** The folder of what outlives the process, such as the journal of pushes. */
  dataFolder: string
  /** Redis or Valkey, for several servers that share their journal and take turns at a tag; may hold a password. */
  redisUrl?: string
  /** The embedded registry's address; set by the demo. */
  sandbox?: string
}

/** One sentence a bad variable. */
export class InvalidConfigError extends Error {
  override readonly name = 'InvalidConfigError'
  constructor(readonly faults: string[]) {
    super(faults.join('\n'))
  }
}

export const configVariables = Object.keys(variables)

type Environment = Record<string, string | undefined>

function unknownVariables(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('ARCHIPELAGO_') && !Object.hasOwn(variables, name))
    .map((name) => `${name} is not a setting of Archipelago; see the table in the README.`)
}

/** Source: XDG Base Directory Specification: a relative path there is to be ignored. */
function stateFolder({ XDG_STATE_HOME }: Environment): string {
  const isGiven = XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME)
  return join(isGiven ? XDG_STATE_HOME : join(homedir(), '.local', 'state'), 'archipelago')
}

function signInFiles(environment: Environment): string[] {
  const dockerFolder = environment.DOCKER_CONFIG || join(homedir(), '.docker')
  return [join(dockerFolder, 'config.json'), ...podmanAuthPaths(environment, homedir())]
}

/** @throws {InvalidConfigError} that names every bad variable, not only the first */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = z.object(variables).safeParse(given)
  const faults = [
    ...unknownVariables(given),
    ...(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`)),
  ]
  if (!parsed.success || faults.length > 0) throw new InvalidConfigError([...new Set(faults)])
  const { data } = parsed
  const contradictions = sharedModeFaults(data)
  if (contradictions.length > 0) throw new InvalidConfigError(contradictions)
  return {
    mode: data.ARCHIPELAGO_MODE,
    secrets: data.ARCHIPELAGO_SECRET,
    allowedRegistries: data.ARCHIPELAGO_ALLOWED_REGISTRIES,
    userHeader: data.ARCHIPELAGO_USER_HEADER,
    trustedProxies: data.ARCHIPELAGO_TRUSTED_PROXIES,
    plainHttp: data.ARCHIPELAGO_PLAIN_HTTP,
    registries: data.ARCHIPELAGO_REGISTRIES ?? {},
    signInFiles: data.ARCHIPELAGO_DOCKER_CONFIG ? [data.ARCHIPELAGO_DOCKER_CONFIG] : signInFiles(environment),
    origin: data.ARCHIPELAGO_ORIGIN,
    allowedHosts: [
      ...(data.ARCHIPELAGO_ORIGIN === undefined ? [] : [new URL(data.ARCHIPELAGO_ORIGIN).host]),
      ...data.ARCHIPELAGO_ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    ],
    apiToken: data.ARCHIPELAGO_API_TOKEN,
    readOnly: data.ARCHIPELAGO_READ_ONLY,
    timeoutMs: data.ARCHIPELAGO_TIMEOUT_MS,
    concurrency: data.ARCHIPELAGO_CONCURRENCY,
    cacheMib: data.ARCHIPELAGO_CACHE_MIB,
    logLevel: data.ARCHIPELAGO_LOG_LEVEL,
    dataFolder: data.ARCHIPELAGO_DATA_DIR ?? stateFolder(environment),
    redisUrl: data.REDIS_URL,
    sandbox: data.ARCHIPELAGO_SANDBOX,
  }
}

/** The configuration of this process. */
export function processConfig(): Config {
  return singleton('config', () => readConfig(process.env))
}
