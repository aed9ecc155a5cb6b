import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  ProfileOrder,
  ProfileProgress,
  TakenProfiles,
} from '../../../engine/profile/profile-message'
import type { StartProcess } from '../../../engine/process/own-process'
import { followEngine } from './follow-engine'
import { engineOptionsOf, startEngine } from './start-engine'

/** A job that keeps its thread is waited for a little, for the profile of what it does. */
const CANCEL_GRACE_MS = 5_000

/**
 * Code is compiled by then, and what follows is long enough to be looked into and to be opened
 * quickly.
 */
const USUAL_SPAN: ProfileSpan = { warmUpMs: 500, profiledMs: 1_000 }

/** How long jobs run before the profile, and how much of them is in it. */
type ProfileSpan = Pick<ProfileOrder, 'warmUpMs' | 'profiledMs'>

/** What a caller may want to know and to say. */
export interface TakeProfileOptions {
  readonly onProgress?: ((progress: ProfileProgress) => void) | undefined
  /** Ends it; what was sampled until then is given. */
  readonly signal?: AbortSignal | undefined
  readonly span?: ProfileSpan
}

/**
 * Takes the profiles of a run's threads in an engine process of its own, which is no part of any
 * measurement.
 *
 * @throws RunError where its process dies, or it does not stop when told
 */
export async function takeProfile(
  order: Omit<ProfileOrder, 'folder' | keyof ProfileSpan>,
  start: StartProcess,
  { onProgress, signal, span = USUAL_SPAN }: TakeProfileOptions = {},
): Promise<TakenProfiles> {
  const { engineFolder, spec } = order
  const folder = await mkdtemp(join(tmpdir(), 'corewise-profile-'))
  try {
    return await followEngine<ProfileProgress, TakenProfiles>(
      startEngine(start, engineFolder, engineOptionsOf(spec)),
      {
        order: { thread: 'profile', engineFolder, order: { ...order, ...span, folder } },
        title: 'profile',
        hear: (progress) => onProgress?.(progress),
        soFar: () => null,
        signal,
        graceMs: CANCEL_GRACE_MS,
      },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
