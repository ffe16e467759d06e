import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import type { Redis } from 'ioredis'
import { createRedis } from './redis'

const program = process.env.REDIS_SERVER_PATH ?? 'redis-server'

/** `npm test` installs it; who runs a single test without it still gets the others. */
export const hasRedisServer = spawnSync(program, ['--version']).status === 0

export interface RedisServer {
  url: string
  /** A connection of its own, as another server of ours has. */
  connect(): Redis
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/** A Redis on loopback that keeps nothing on disk. @throws {Error} when it ends before it is ready */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  let isReady = false
  for await (const line of createInterface(child.stdout)) {
    isReady = line.includes('Ready to accept connections')
    if (isReady) break
  }
  if (!isReady) throw new Error('redis-server ended before it was ready')
  child.stdout.resume()
  const url = `redis://127.0.0.1:${port}`
  const connections: Redis[] = []
  return {
    url,
    connect() {
      const redis = createRedis(url)
      connections.push(redis)
      return redis
    },
    async stop() {
      for (const redis of connections) redis.disconnect()
      child.kill()
      await ended
    },
  }
}
