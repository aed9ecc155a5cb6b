import { defineConfig } from 'vitest/config'

/** Tests of threads, processes, servers and windows. */
const real = {
  // No test asserts a wall time; these only end a test that hangs, also on a shared machine.
  testTimeout: 120_000,
  hookTimeout: 180_000,
  // Two files at a time: each waits more than it computes, and some of them measure.
  maxWorkers: 2,
  // After the fast ones, which take every core.
  sequence: { groupOrder: 1 },
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.real.test.ts', 'tests/{desktop,package}/**'],
          setupFiles: ['tests/only-pure.ts'],
          // No test asserts a wall time; these only end a test that hangs, also on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Nothing here leaves anything behind, so that files share what they import.
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...real,
          name: 'real',
          include: ['tests/**/*.real.test.ts'],
          globalSetup: ['build/build-if-stale.mjs'],
        },
      },
      {
        test: {
          ...real,
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          globalSetup: ['build/build-if-stale.mjs', 'tests/desktop/what-there-is.ts'],
        },
      },
      {
        // What is installed: longer than the others, and run by itself (npm run test:package).
        test: {
          ...real,
          name: 'package',
          include: ['tests/package/**/*.test.ts'],
          globalSetup: ['build/build-if-stale.mjs', 'tests/desktop/what-there-is.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
