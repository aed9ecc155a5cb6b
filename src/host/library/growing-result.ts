import type { KeptResult } from './kept-result'
import { replaceResult } from './save-result'

/** Puts a result into a folder of its own and gives that folder. @throws OutputError */
export type Place = (result: KeptResult) => Promise<string>

/**
 * A result that is kept as it grows, so that whatever ends the lab costs no point that was
 * measured: put in its place the first time, replaced there from then on.
 */
export class GrowingResult {
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
  async update(result: KeptResult): Promise<void> {
    await this.finish(result).catch(() => undefined)
  }

  /**
   * Keeps the whole result.
   *
   * @returns its folder
   * @throws OutputError where it cannot be written
   */
  async finish(result: KeptResult): Promise<string> {
    const before = this.#folder
    if (before !== null && (await replaceResult(before, result))) return before
    // The first time, or a person took it away meanwhile: then it is kept anew.
    const folder = await this.#place(result)
    this.#folder = folder
    return folder
  }
}
