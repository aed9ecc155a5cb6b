import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromeTrace, type ChromeTrace } from '../../../src/engine/recorder/chrome-trace'
import { playLesson } from '../../../src/host/handout/played-lesson'
import { readLessons } from '../../../src/host/lesson/lessons'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'

const root = resolve(import.meta.dirname, '../../..')
const engineFolder = resolve(root, 'out/main')
const { lessons } = await readLessons(resolve(root, 'resources/lessons'))

/** What the trace viewer that comes with Chromium makes of a trace. */
interface Viewed {
  readonly warnings: readonly string[]
  /** In their order; spans and instants lie one in the other, what overlaps is kept apart. */
  readonly tracks: readonly { name: string; spans: number; overlapping: number }[]
}

async function traceOf(lesson: (typeof lessons)[number]): Promise<ChromeTrace> {
  const { run } = await playLesson(lesson, engineFolder, null, () => undefined, undefined)
  if (run.recording === null) throw new Error(`${lesson.name} has no recording`)
  return chromeTrace(run.recording)
}

/** The tracks that a trace has, by the format's own description. */
function tracksOf({ traceEvents }: ChromeTrace): Viewed['tracks'] {
  const count = (tid: number, phases: string): number =>
    traceEvents.filter((event) => event.tid === tid && phases.includes(event.ph)).length
  return traceEvents.flatMap((event) =>
    event.ph === 'M' && event.name === 'thread_name'
      ? [
          {
            name: String(event.args.name),
            spans: count(event.tid, 'Xi'),
            overlapping: count(event.tid, 'b'),
          },
        ]
      : [],
  )
}

/** Opens a window with Chromium's own trace viewer. */
const openViewer = ({ app }: Desktop): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }) => {
    // Of a session of its own: the lab's own loads nothing but the lab.
    const viewer = new BrowserWindow({ show: false, webPreferences: { partition: 'viewer' } })
    await viewer.loadURL('chrome://tracing')
  })

const view = ({ app }: Desktop, trace: ChromeTrace): Promise<Viewed> =>
  app.evaluate(async ({ BrowserWindow }, text) => {
    const viewer = BrowserWindow.getAllWindows().find((window) =>
      window.webContents.getURL().startsWith('chrome://tracing'),
    )
    const viewed: unknown = await viewer?.webContents.executeJavaScript(`(async () => {
        const model = new tr.Model()
        await new tr.importer.Import(model).importTraces([${JSON.stringify(text)}])
        const threads = Object.values(model.processes).flatMap(({ threads }) => Object.values(threads))
        threads.sort((a, b) => a.sortIndex - b.sortIndex)
        return {
          warnings: model.importWarnings.map(({ message }) => message),
          tracks: threads.map(({ name, sliceGroup, asyncSliceGroup }) => ({
            name,
            spans: sliceGroup.length,
            overlapping: [...asyncSliceGroup.getDescendantEvents()].length,
          })),
        }
      })()`)
    return viewed as Viewed
  }, JSON.stringify(trace))

describe.skipIf(!hasDesktop)("in Chromium's trace viewer", () => {
  let desktop: Desktop

  beforeAll(async () => {
    desktop = await openDesktop()
    await openViewer(desktop)
  })
  afterAll(() => desktop.close())

  test.each(lessons.map((lesson) => [lesson.number, lesson] as const))(
    'lesson %i opens without a warning, a track for the loop and one for each task',
    async (_, lesson) => {
      const trace = await traceOf(lesson)
      const { warnings, tracks } = await view(desktop, trace)
      expect(warnings).toEqual([])
      expect(tracks).toEqual(tracksOf(trace))
    },
  )
})
