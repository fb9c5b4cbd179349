import { defineConfig } from 'vitest/config'

/** The browser tests: the built front end in a real Chromium, see e2e/browser.ts. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.e2e.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
