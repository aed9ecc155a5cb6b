import type { NewestSurveys, StoredSurvey } from '../../contract/survey'
import type { Survey } from '../../engine/survey'
import { InputError, quote } from '../input/input-error'
import { holdsNothingWhole } from '../output/leftover'
import { Library } from './library'
import { surveyFolder } from './library-folder'
import { messageOf } from '../output/output-error'
import { readKept } from '../input/read-result'

/** The surveys that were kept, by whichever shell: a folder each, like runs and apart from them. */
export class Surveys {
  readonly #folders: Library

  constructor(folder: string = surveyFolder()) {
    this.#folders = new Library(folder)
  }

  /**
   * Keeps a survey in a folder of its own.
   *
   * @returns its id: the folder's name
   * @throws OutputError where it cannot be written
   */
  keep(survey: Survey): Promise<string> {
    return this.#folders.keep(survey)
  }

  /** One survey with everything measured. @throws InputError where it cannot be read */
  async read(id: string): Promise<StoredSurvey> {
    const result = await readKept(this.#folders.folderOf(id))
    if (result.kind === 'corewise-cost' || result.kind === 'corewise-memory') return { id, result }
    const message = `${quote(id)} is a run, expected a survey`
    throw new InputError('wrong-kind', message, { source: id })
  }

  /** The newest survey of each kind, and the folders that could not be read. */
  async newest(): Promise<NewestSurveys> {
    const newest: NewestSurveys = { memory: null, cost: null, problems: [] }
    for (const id of await this.#folders.ids()) {
      try {
        const stored = await this.read(id)
        const kind = stored.result.kind === 'corewise-cost' ? 'cost' : 'memory'
        if (isNewer(stored, newest[kind])) newest[kind] = stored
      } catch (error) {
        if (await holdsNothingWhole(this.#folders.folderOf(id))) continue
        newest.problems.push(messageOf(error))
      }
    }
    await this.#folders.removeLeftovers()
    return newest
  }
}

function isNewer(one: StoredSurvey, other: StoredSurvey | null): boolean {
  return other === null || one.result.startedAt > other.result.startedAt
}
