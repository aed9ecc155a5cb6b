import { LabFault } from '../../contract/channel/reply'
import type { RunHandle, Work } from '../../contract/run'
import { experiments } from '../../engine/gallery'
import type { Spec } from '../../engine/spec/spec'
import { folderOf } from '../../engine/workload/kinds'
import type { PreferencesFile } from '../preferences'
import type { RunControl } from './run-control'
import type { RunQueue } from './run-queue'

/** What work is started with. */
interface WorkParts {
  readonly runs: RunControl
  readonly queue: RunQueue
  readonly preferences: PreferencesFile
}

/**
 * Starts what a person asks to have measured, now or after what goes on, with what they allowed.
 */
export class WorkControl {
  readonly #runs: RunControl
  readonly #queue: RunQueue
  readonly #preferences: PreferencesFile

  constructor({ runs, queue, preferences }: WorkParts) {
    this.#runs = runs
    this.#queue = queue
    this.#preferences = preferences
  }

  /**
   * Starts it and returns at once; the person finds it again at the next start.
   *
   * @throws LabFault `refused` where it reads a folder that was not allowed, or as `RunControl`
   *   does
   */
  async start(work: Work): Promise<RunHandle> {
    if (work.kind === 'experiment') return this.#runs.startExperiment(experiments[work.experiment])
    await this.assertFolderAllowed(work.spec)
    const lastSweep = work.kind === 'sweep' ? { over: work.over, values: work.values } : undefined
    void this.#preferences.change({ lastSpec: work.spec, ...(lastSweep && { lastSweep }) })
    const spec = await this.withOwnPython(work.spec)
    switch (work.kind) {
      case 'run':
        return this.#runs.start(spec)
      case 'sweep':
        return this.#runs.startSweep({ spec, over: work.over, values: work.values })
      case 'search':
        return this.#runs.startSearch({ spec, search: work.search })
    }
  }

  /**
   * Starts it as soon as nothing else is measured.
   *
   * @throws LabFault `refused` as `start` does
   */
  async enqueue(work: Work): Promise<void> {
    if (work.kind !== 'experiment') await this.assertFolderAllowed(work.spec)
    const name = work.kind === 'experiment' ? work.experiment : work.spec.name
    this.#queue.add({ kind: work.kind, name }, () => this.start(work))
  }

  /**
   * A spec can come from a file of somebody else, and would start the program that it names as
   * Python: here it is always the one that this person chose.
   */
  async withOwnPython(spec: Spec): Promise<Spec> {
    return { ...spec, python: (await this.#preferences.read()).python }
  }

  /**
   * A page can name any folder; only a person at a dialog can allow one.
   *
   * @throws LabFault `refused` where nobody did
   */
  async assertFolderAllowed({ workload }: Spec): Promise<void> {
    const folder = folderOf(workload)
    if (folder === null || (await this.#preferences.isAllowedFolder(folder))) return
    const message = `choose the folder in the dialog first, got "${folder}"`
    throw new LabFault('refused', `workload.path: ${message}`, [{ path: 'workload.path', message }])
  }
}
