import { defineConfig } from 'vitest/config'

/** The browser tests: the built front end in a real Chromium (e2e/browser.ts), most before a node that is played, those of e2e/node before the real one. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/node/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
})
