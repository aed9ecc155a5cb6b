import { defineConfig } from 'vitest/config'

// No test asserts a wall time; these only end a test that hangs, also on a shared machine.
const patient = { testTimeout: 120_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.real.test.ts', 'tests/desktop/**'],
          setupFiles: ['tests/only-pure.ts'],
          testTimeout: 60_000,
          // Nothing here leaves anything behind, so that files share what they import.
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patient,
          name: 'real',
          include: ['tests/**/*.real.test.ts'],
          globalSetup: ['build/build-if-stale.mjs'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patient,
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          globalSetup: ['build/build-if-stale.mjs', 'tests/desktop/what-there-is.ts'],
          // One window at a time: they share a display and few cores.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
