import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCpuList } from './cpu-list'

/**
 * Reads the system's own files, all of them below one folder: `/` on a real machine, a copy of
 * another machine's files in tests.
 */
export class SystemFiles {
  readonly #root: string

  constructor(root = '/') {
    this.#root = root
  }

  /** A file's text without the blanks around it; null where it cannot be read. */
  read(path: string): string | null {
    try {
      return readFileSync(join(this.#root, path), 'latin1').trim()
    } catch {
      return null
    }
  }

  /** A file that is one number, not negative; null where it is not. */
  readNumber(path: string): number | null {
    const text = this.read(path)
    return text !== null && /^\d+$/.test(text) ? Number(text) : null
  }

  /** A file that lists cores; null where it is not. */
  readCpuList(path: string): readonly number[] | null {
    const text = this.read(path)
    return text === null ? null : parseCpuList(text)
  }
}
