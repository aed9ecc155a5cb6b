import { defineConfig } from 'vitest/config'

// Real threads, processes and windows on a shared machine: generous, because no test asserts a wall
// time, and once again where the machine was too busy to start something; the report says so.
const generous = { testTimeout: 60_000, hookTimeout: 180_000, retry: 2 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...generous,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/desktop/**'],
        },
      },
      {
        test: {
          ...generous,
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          globalSetup: ['tests/desktop/what-there-is.ts'],
          // One window at a time: they share a display and few cores.
          fileParallelism: false,
        },
      },
    ],
  },
})
