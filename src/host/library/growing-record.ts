import type { KeptRecord } from './kept-record'
import { replaceRecord } from './save-record'

/** Puts a record into a folder of its own and gives that folder. @throws OutputError */
export type Place = (record: KeptRecord) => Promise<string>

/**
 * A record that is kept as it grows, so that whatever ends the lab costs no point that was
 * measured: put in its place the first time, replaced there from then on.
 */
export class GrowingRecord {
  readonly #place: Place
  #folder: string | null = null

  constructor(place: Place) {
    this.#place = place
  }

  /** Where it is kept; null before the first time. */
  get folder(): string | null {
    return this.#folder
  }

  /** Keeps what there is by now. What cannot be kept yet stops nothing: `finish` says why. */
  async update(record: KeptRecord): Promise<void> {
    await this.finish(record).catch(() => undefined)
  }

  /**
   * Keeps the whole record.
   *
   * @returns its folder
   * @throws OutputError where it cannot be written
   */
  async finish(record: KeptRecord): Promise<string> {
    const before = this.#folder
    if (before !== null && (await replaceRecord(before, record))) return before
    // The first time, or a person took it away meanwhile: then it is kept anew.
    const folder = await this.#place(record)
    this.#folder = folder
    return folder
  }
}
