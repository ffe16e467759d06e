/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  images: { unoptimized: true },
  experimental: { agentUpgrade: false, agentFeedback: false },
  serverExternalPackages: ['ioredis', 'lmdb', 'pino', 'undici'],
}

export default config
