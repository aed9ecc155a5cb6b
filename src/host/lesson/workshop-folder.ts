import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  savedWorkshopSchema,
  workshopIdSchema,
  type SavedWorkshop,
} from '../../contract/workshop/workshop'
import {
  MAX_TITLE,
  WORKSHOP_SCHEMA_VERSION,
  workshopSchema,
  type Workshop,
} from '../../engine/lesson/workshop'
import { parseInput } from '../input/parse-input'
import type { ExportedFile } from '../export/export-result'
import { InputError, quote } from '../input/input-error'
import { errorCode, messageOf, OutputError } from '../output/output-error'
import { removeUnfinished } from '../output/leftover'
import { makeFolder } from '../output/output-folder'
import { parseJson, readJson } from '../input/read-json'
import { refuseNewer } from '../input/refuse-newer'
import { plainName } from '../library/result-file'
import { replaceFile, writeFiles } from '../output/write-files'
import { withSchemaName } from '../schema/published'

/** The ending of a workshop's file, of an exported one too. */
const WORKSHOP_ENDING = '.workshop.json'

/** What is kept in the folder: the workshop, and whether its programs may be run. */
const keptSchema = savedWorkshopSchema.omit({ id: true })

/** The same before it is known of which version it is. */
const keptFileSchema = z.looseObject({ workshop: z.unknown() })

/** The saved workshops: a folder with a file for each. */
export class WorkshopFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** All workshops by title, and what is wrong with the files that could not be read. */
  async list(): Promise<{ workshops: SavedWorkshop[]; problems: string[] }> {
    const workshops: SavedWorkshop[] = []
    const problems: string[] = []
    await removeUnfinished(this.#folder, { isDeep: false })
    for (const id of await this.#ids()) {
      try {
        workshops.push(await this.read(id))
      } catch (error) {
        problems.push(messageOf(error))
      }
    }
    workshops.sort((a, b) => a.workshop.title.localeCompare(b.workshop.title))
    return { workshops, problems }
  }

  /** @throws InputError where there is no such workshop or its file is damaged */
  async read(id: string): Promise<SavedWorkshop> {
    const path = this.#pathOf(id)
    const data = await readJson(path)
    const kept = keptFileSchema.safeParse(data).data
    const current = kept === undefined ? data : { ...kept, workshop: upgraded(kept.workshop) }
    return { id, ...parseInput(keptSchema, current, path) }
  }

  /**
   * Keeps a workshop that was put together here; its programs may be run, except where it replaces
   * an imported one that nobody agreed to yet.
   *
   * @param id null for a new one
   * @throws InputError where there is no workshop of that id
   * @throws OutputError where it cannot be written
   */
  async save(id: string | null, workshop: Workshop): Promise<SavedWorkshop> {
    if (id === null) return this.#keepNew(workshop, true)
    return this.#replace({ ...(await this.read(id)), workshop })
  }

  /**
   * Keeps a workshop that came as text, from another machine perhaps: its programs may not be run
   * until `agree`.
   *
   * @param fileName names it in messages
   * @throws InputError where it is not a workshop, or a newer one
   * @throws OutputError where it cannot be written
   */
  async import(fileName: string, text: string): Promise<SavedWorkshop> {
    return this.#keepNew(parseWorkshop(parseJson(text, fileName), fileName), false)
  }

  /** The workshop as a file to be given to others. @throws InputError as `read` */
  async file(id: string): Promise<ExportedFile> {
    const { workshop } = await this.read(id)
    return {
      name: `${id}${WORKSHOP_ENDING}`,
      data: Buffer.from(JSON.stringify(withSchemaName(workshop), null, 2)),
    }
  }

  /** Notes that the person agreed to have the programs of a workshop run. @throws as `save` */
  async agree(id: string): Promise<SavedWorkshop> {
    return this.#replace({ ...(await this.read(id)), isAgreed: true })
  }

  /** @throws InputError where there is no such workshop */
  async delete(id: string): Promise<void> {
    try {
      await rm(this.#pathOf(id))
    } catch (error) {
      throw errorCode(error) === 'ENOENT' ? noSuchWorkshop(id) : new OutputError(id, error)
    }
  }

  async #keepNew(given: Workshop, isAgreed: boolean): Promise<SavedWorkshop> {
    await makeFolder(this.#folder)
    const workshop = { ...given, title: await this.#freeTitle(given.title) }
    const stem = plainName(given.title, 'workshop')
    const data = JSON.stringify({ isAgreed, workshop })
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? stem : `${stem}-${number}`
      try {
        await writeFiles(this.#folder, [{ name: `${id}${WORKSHOP_ENDING}`, data }])
        return { id, isAgreed, workshop }
      } catch (error) {
        if (errorCode((error as Error).cause) !== 'EEXIST') throw error
      }
    }
  }

  /**
   * The title, or where a workshop has it already the title with a number: by it they are told
   * apart.
   */
  async #freeTitle(title: string): Promise<string> {
    const { workshops } = await this.list()
    const taken = new Set(workshops.map(({ workshop }) => workshop.title))
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? '' : ` (${number})`
      const free = `${title.slice(0, MAX_TITLE - ending.length)}${ending}`
      if (!taken.has(free)) return free
    }
  }

  async #replace(saved: SavedWorkshop): Promise<SavedWorkshop> {
    const { id, ...kept } = saved
    await replaceFile(this.#pathOf(id), JSON.stringify(kept))
    return saved
  }

  #pathOf(id: string): string {
    if (!workshopIdSchema.safeParse(id).success) throw noSuchWorkshop(id)
    return join(this.#folder, `${id}${WORKSHOP_ENDING}`)
  }

  async #ids(): Promise<string[]> {
    try {
      const names = await readdir(this.#folder)
      return names
        .filter((name) => name.endsWith(WORKSHOP_ENDING))
        .map((name) => name.slice(0, -WORKSHOP_ENDING.length))
        .filter((id) => workshopIdSchema.safeParse(id).success)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return []
      throw new InputError(
        'unreadable',
        `Cannot read the workshops in ${this.#folder}: ${messageOf(error)}`,
        { source: this.#folder },
        { cause: error },
      )
    }
  }
}

/** What is looked at before the rest, because it decides what the rest must be. */
const headSchema = z.looseObject({
  kind: z.unknown().optional(),
  schemaVersion: z.unknown().optional(),
})

function parseWorkshop(data: unknown, source: string): Workshop {
  const { kind, schemaVersion } = headSchema.safeParse(data).data ?? {}
  if (kind !== 'corewise-workshop') {
    const message = `${source} is not a Corewise workshop: kind is ${kind === undefined ? 'missing' : quote(kind)}`
    throw new InputError('wrong-kind', message, { source, field: 'kind', value: kind })
  }
  refuseNewer(schemaVersion, source, WORKSHOP_SCHEMA_VERSION)
  return parseInput(workshopSchema, upgraded(data), source)
}

/**
 * Version 1 had lessons without a conclusion and without a choice of lanes, version 2 experiments
 * without minutes and notes: all of these may be missing.
 */
function upgraded(data: unknown): unknown {
  const { data: workshop } = headSchema.safeParse(data)
  return workshop?.schemaVersion === 1 || workshop?.schemaVersion === 2
    ? { ...workshop, schemaVersion: WORKSHOP_SCHEMA_VERSION }
    : data
}

function noSuchWorkshop(id: string): InputError {
  return new InputError('missing', `There is no workshop ${quote(id)}`, { source: id })
}
