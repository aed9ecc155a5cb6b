import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { scriptText } from './build/script-text.ts'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests of threads, processes, servers and windows. */
const real = {
  setupFiles: ['tests/own-folder.ts'],
  // No test asserts a wall time; these only end a test that hangs, also on a shared machine.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // A page shows in its own time what it is asked for.
  expect: { poll: { timeout: 90_000 } },
  // More files than two cores, as each also waits; with four a slow machine starves some.
  maxWorkers: 3,
  // After the fast ones, which take every core.
  sequence: { groupOrder: 1 },
}

/**
 * Files about what the lab does within a second, such as to keep what was measured when a signal
 * ends it, and about figures exact to a percent: these run beside fewer others. The longest first.
 */
const timed = [
  'tests/cli/command/cancellation.real.test.ts',
  'tests/desktop/window/end.test.ts',
  'tests/engine/run/truth.real.test.ts',
  'tests/host/own-job/truth.real.test.ts',
  'tests/engine/thread/cancel.real.test.ts',
  'tests/desktop/window/views.test.ts',
  'tests/build/npm-signals.real.test.ts',
]

/**
 * Files that take longest, the longest first: one of them begun last would be waited for. Those
 * that compute and those that mostly wait for a run take turns, so that both cores always have
 * something to do.
 */
const slowest = [
  'desktop/window/layout.test.ts',
  'cli/command/run.real.test.ts',
  'fuzz/fuzz.real.test.ts',
  'desktop/run/run.test.ts',
  'desktop/workshop/workshop.test.ts',
  'host/own-job/examples.real.test.ts',
  'desktop/workshop/workshop-file.test.ts',
  'desktop/window/package.test.ts',
  'desktop/workshop/presenter.test.ts',
  'engine/run/run-experiment.real.test.ts',
  'desktop/library/library.test.ts',
  'desktop/run/own-job.test.ts',
  'desktop/workshop/session.test.ts',
  'engine/thread/start/start-contender.real.test.ts',
  'host/lesson/tasks.real.test.ts',
  'desktop/run/survey.test.ts',
  'desktop/workshop/workshop-accessibility.test.ts',
  'desktop/library/export.test.ts',
  'desktop/window/accessibility.test.ts',
  'desktop/window/window.test.ts',
  'desktop/workshop/task.test.ts',
  'desktop/run/chart-focus.test.ts',
  'host/lesson/lessons.real.test.ts',
  'host/run/lab.real.test.ts',
  'host/lesson/twins.real.test.ts',
  'cli/command/lesson.real.test.ts',
].map((name) => join(import.meta.dirname, 'tests', name))
const named = [...slowest, ...timed.map((name) => join(import.meta.dirname, name))]

/** Within a group of projects begins with the slowest files, and goes on as Vitest would. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const missing = named.find((file) => !existsSync(file))
    if (missing !== undefined) throw new Error(`vitest.config.ts names ${missing}, which is gone`)
    const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder
    const placeOf = ({ moduleId }: TestSpecification): number =>
      named.includes(moduleId) ? named.indexOf(moduleId) : named.length
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        plugins: [scriptText()],
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.real.test.ts', 'tests/{desktop,package}/**'],
          setupFiles: ['tests/own-folder.ts', 'tests/only-pure.ts'],
          // No test asserts a wall time; these only end a test that hangs, also on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Nothing here leaves anything behind, so that files share what they import.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [scriptText()],
        test: {
          ...real,
          name: 'real',
          include: ['tests/**/*.real.test.ts'],
          exclude: timed,
          globalSetup: ['build/build-if-stale.mjs'],
        },
      },
      {
        plugins: [scriptText()],
        test: {
          ...real,
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          exclude: [...timed, 'tests/desktop/installed/**'],
          globalSetup: ['build/build-if-stale.mjs', 'tests/desktop/what-there-is.ts'],
        },
      },
      {
        plugins: [scriptText()],
        test: {
          ...real,
          name: 'timed',
          include: timed,
          globalSetup: ['build/build-if-stale.mjs', 'tests/desktop/what-there-is.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // What is installed: longer than the others, and run by itself (npm run test:package).
        test: {
          ...real,
          name: 'package',
          // What is installed is tried as another user, to whom such a folder is closed.
          setupFiles: [],
          include: ['tests/{package,desktop/installed}/**/*.test.ts'],
          globalSetup: ['build/build-if-stale.mjs', 'tests/desktop/what-there-is.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
