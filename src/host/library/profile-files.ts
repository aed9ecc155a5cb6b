import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { contenderNames } from '../../engine/contender'
import { cpuProfileSchema, MOST_PROFILE_BYTES } from '../../engine/profile/cpu-profile'
import type { ThreadCpuProfile } from '../../engine/profile/profile-message'
import { parseInput } from '../input/parse-input'
import { parseJson } from '../input/read-json'
import { readText } from '../input/read-text'
import { OutputError } from '../output/output-error'
import { writeFiles } from '../output/write-files'

/** The folder of profiles in the folder of a run: one in it for each contender. */
const FOLDER = 'profile'
const ENDING = '.cpuprofile'

/**
 * Puts the profiles of a run into its folder, in place of earlier ones: a file for each thread, as
 * Chrome's DevTools, VS Code and Speedscope open it.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written
 */
export async function keepProfiles(
  folder: string,
  threads: readonly ThreadCpuProfile[],
): Promise<string[]> {
  const path = join(folder, FOLDER)
  await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
    throw new OutputError(path, error)
  })
  return writeFiles(
    folder,
    threads.map(({ contender, thread, profile }) => ({
      name: `${FOLDER}/${contender}/${thread.replaceAll(' ', '-')}${ENDING}`,
      data: JSON.stringify(profile),
    })),
  )
}

/** A kept profile of one thread, and its file. */
export interface KeptProfile extends ThreadCpuProfile {
  readonly path: string
}

/**
 * The profiles that are kept in a run's folder, contenders and threads in their order; none where
 * none was taken.
 *
 * @throws InputError where a file is no profile
 */
export async function readProfiles(folder: string): Promise<KeptProfile[]> {
  const kept: KeptProfile[] = []
  for (const contender of contenderNames) {
    const place = join(folder, FOLDER, contender)
    const found = await readdir(place).catch(() => [])
    const threads = found
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    for (const thread of threads) {
      const path = join(place, `${thread}${ENDING}`)
      const text = await readText(path, { maxBytes: MOST_PROFILE_BYTES, expected: 'a CPU profile' })
      const profile = parseInput(cpuProfileSchema, parseJson(text, path), path)
      kept.push({ contender, thread: thread.replaceAll('-', ' '), profile, path })
    }
  }
  return kept
}
