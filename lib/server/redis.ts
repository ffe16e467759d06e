import { Redis } from 'ioredis'
import { processConfig } from './config'
import { log } from './log'
import { singleton } from './singleton'

const connectTimeoutMs = 5000
const commandTimeoutMs = 10_000

/** A connection that is made when it is first needed, and made again when it is lost; commands fail rather than wait for long. */
export function createRedis(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: 1,
  })
}

function createLoggedRedis(url: string): Redis {
  const redis = createRedis(url)
  let isLost = false
  redis.on('ready', () => {
    isLost = false
  })
  redis.on('error', (error: Error) => {
    // each attempt to connect again fails with the same words; the address may hold a password
    if (!isLost) log().error({ reason: error.message }, 'Redis (REDIS_URL) cannot be reached')
    isLost = true
  })
  return redis
}

/** The connection of this process; undefined where no REDIS_URL is set. */
export function processRedis(): Redis | undefined {
  const { redisUrl } = processConfig()
  return redisUrl === undefined ? undefined : singleton('redis', () => createLoggedRedis(redisUrl))
}
