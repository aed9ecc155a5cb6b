import { LabFault } from '../../contract/channel/reply'
import type { Profile } from '../../contract/profile'
import type { Result } from '../../engine/result/result'
import type { Spec } from '../../engine/spec/spec'
import { jobFileOf } from '../../engine/workload/kinds'
import { leftOutText, notProfiled, PROFILE_CANCELLED } from '../../report/profile-words'
import type { Library } from '../library/library'
import { keepProfiles, readProfiles } from '../library/profile-files'
import type { Lab } from './lab'
import type { MeasuringLock } from './measuring-lock'
import { RunError } from './run-error'

/** What profiles of kept runs are made with. */
interface ProfileParts {
  readonly lab: Lab
  readonly library: Library
  readonly lock: MeasuringLock
  /** @throws LabFault where the person allowed no such folder */
  readonly assertFolderAllowed: (spec: Spec) => Promise<void>
}

/** Takes profiles of runs in the library, one at a time and never while something is measured. */
export class ProfileControl {
  readonly #parts: ProfileParts
  #going: { readonly cancellation: AbortController; readonly ended: Promise<unknown> } | null = null

  constructor(parts: ProfileParts) {
    this.#parts = parts
  }

  /**
   * The profile that is kept of a run; one without threads where none was taken.
   *
   * @throws InputError where the run or its profile cannot be read, LabFault where it is a sweep
   */
  async read(id: string): Promise<Profile> {
    const { library } = this.#parts
    const { spec } = await this.#resultOf(id)
    const kept = await readProfiles(library.folderOf(id))
    return {
      job: jobFileOf(spec.workload),
      threads: kept.map(({ contender, thread, profile }) => ({ contender, thread, profile })),
      notes: [],
    }
  }

  /**
   * Runs the main pair of a kept run once more, unmeasured, and keeps what its threads executed.
   *
   * @throws LabFault `busy` while something is measured, `failed` where it was cancelled
   * @throws InputError, RunError as `Lab.profile` does; OutputError where it cannot be kept
   */
  async take(id: string): Promise<Profile> {
    const { lock } = this.#parts
    lock.take('profile')
    const cancellation = new AbortController()
    const taking = this.#take(id, cancellation.signal)
    this.#going = { cancellation, ended: taking.catch(() => undefined) }
    try {
      return await taking
    } finally {
      this.#going = null
      lock.giveBack()
    }
  }

  /** Ends the pass that goes on, if one does; nothing of it is kept. */
  async cancel(): Promise<void> {
    this.#going?.cancellation.abort()
    await this.#going?.ended
  }

  async #take(id: string, signal: AbortSignal): Promise<Profile> {
    const { lab, library, assertFolderAllowed } = this.#parts
    const result = await this.#resultOf(id)
    await assertFolderAllowed(result.spec)
    const { threads, leftOut } = await lab.profile(result, { signal }).catch((error: unknown) => {
      throw error instanceof RunError && signal.aborted ? cancelled() : error
    })
    if (signal.aborted) throw cancelled()
    if (threads.length > 0) await keepProfiles(library.folderOf(id), threads)
    return {
      job: jobFileOf(result.spec.workload),
      threads: [...threads],
      notes: [
        ...leftOut.map(leftOutText),
        ...notProfiled(
          result,
          threads.map(({ contender }) => contender),
        ),
      ],
    }
  }

  async #resultOf(id: string): Promise<Result> {
    const { result } = await this.#parts.library.read(id)
    if (result.kind === 'corewise-result') return result
    throw new LabFault('invalid-input', 'A profile is taken of a single run, not of a sweep.')
  }
}

function cancelled(): LabFault {
  return new LabFault('failed', PROFILE_CANCELLED)
}
