import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // the real package throws outside React Server Components
      'server-only': fileURLToPath(new URL('./server-only.ts', import.meta.url)),
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'lib', environment: 'node', include: ['{lib,app,components,e2e}/**/*.test.ts'] },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'components',
          environment: 'happy-dom',
          include: ['{components,app}/**/*.test.tsx'],
          setupFiles: [fileURLToPath(new URL('./component-setup.ts', import.meta.url))],
        },
      },
    ],
  },
})
