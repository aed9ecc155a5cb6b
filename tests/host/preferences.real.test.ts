import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preset } from '../../src/engine/spec/presets'
import { PreferencesFile } from '../../src/host/preferences'
import { fullDisk, type FullDisk } from '../full-disk'

const { spec } = preset('io-bound', 2)

/** The preferences in a folder, and what they said of it. */
function openIn(folder: string) {
  const told: string[] = []
  const preferences = new PreferencesFile(join(folder, 'desktop/preferences.json'))
  preferences.onTrouble((text) => told.push(text))
  return { preferences, told }
}

describe('preferences', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-preferences-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('preferences are there in the next session, and say nothing where they could be kept', async () => {
    const { preferences, told } = openIn(folder)
    await preferences.change({ theme: 'dark' })
    await preferences.change({ lastSpec: spec })
    expect(await openIn(folder).preferences.read()).toMatchObject({
      theme: 'dark',
      lastSpec: spec,
    })
    expect(told).toEqual([])
  })

  it.runIf(process.platform !== 'win32')(
    'start anew where their file is a pipe, for which nobody waits',
    async () => {
      const path = join(folder, 'preferences.json')
      execFileSync('mkfifo', [path])
      expect(await new PreferencesFile(path).read()).toMatchObject({ theme: 'system' })
    },
  )
})

describe.runIf(process.platform !== 'win32')('preferences on a full disk', () => {
  let disk: FullDisk
  beforeEach(async () => {
    disk = await fullDisk()
  })
  afterEach(() => disk.remove())

  it('hold until the lab is closed, and say so once', async () => {
    const { preferences, told } = openIn(disk.path)
    expect(await preferences.change({ theme: 'dark' })).toMatchObject({ theme: 'dark' })
    await preferences.change({ lastSpec: spec })
    await preferences.allowFolder('/somewhere')
    expect(await preferences.read()).toMatchObject({ theme: 'dark', lastSpec: spec })
    expect(await preferences.isAllowedFolder('/somewhere')).toBe(true)
    const path = join(disk.path, 'desktop/preferences.json')
    expect(told).toEqual([
      disk.code === 'ENOSPC'
        ? 'Settings last only until the lab is closed: the disk is full. Free some space to keep them.'
        : `Settings last only until the lab is closed: permission denied. Let the lab write ${path} to keep them.`,
    ])
  })

  it('preferences on a full disk are kept as soon as there is space again, with what was changed meanwhile', async () => {
    const { preferences, told } = openIn(disk.path)
    await preferences.change({ theme: 'dark' })
    await disk.free()
    await preferences.change({ lastSpec: spec })
    const text = await readFile(join(disk.path, 'desktop/preferences.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ preferences: { theme: 'dark', lastSpec: spec } })
    expect(told).toHaveLength(1)
  })
})
