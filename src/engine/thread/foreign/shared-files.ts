import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlLayout, type Control } from '../../measure/control'
import { recordLayout } from '../../measure/record-layout'
import type { ThreadRecord } from '../../measure/thread-record'

/** Linux keeps what is here in memory, so that no disk is written to while jobs are measured. */
const IN_MEMORY = '/dev/shm'

/**
 * The folder that the lab and a foreign contender share: the control, which the lab writes, and a
 * record for each thread, which that thread writes. Both map the same pages, so nothing is sent
 * while jobs are measured, and of a process that is killed its record stays.
 */
export class SharedFiles {
  readonly folder: string
  readonly #control: Control
  readonly #controlFile: number
  readonly #records: readonly ThreadRecord[]
  readonly #recordFiles: readonly number[]

  /** @throws Error of the system where it cannot be made */
  constructor(control: Control, records: readonly ThreadRecord[]) {
    this.folder = mkdtempSync(join(sharedFolder(), 'corewise-'))
    this.#control = control
    this.#records = records
    this.#controlFile = this.#make('control.bin', controlLayout.bytes)
    this.#recordFiles = records.map((_, number) =>
      this.#make(`record-${number}.bin`, recordLayout.bytes),
    )
    this.#tell()
    control.follow(() => {
      this.#tell()
    })
  }

  /** Puts a further file into the folder. */
  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content)
  }

  /** Brings control and records up to date with what the foreign threads wrote. */
  refresh(): void {
    const { nextJob } = controlLayout
    const handedIn = new Int32Array(1)
    readSync(this.#controlFile, handedIn, 0, 4, nextJob * Int32Array.BYTES_PER_ELEMENT)
    this.#control.noteHandedIn(handedIn[0] ?? 0)
    for (const [number, record] of this.#records.entries()) {
      const file = this.#recordFiles[number]
      if (file === undefined) continue
      record.copy((bytes, offset) => {
        readSync(file, bytes, 0, bytes.length, offset)
      })
    }
  }

  /** Removes the folder. Processes that have its files open keep them, and so does this one. */
  unlink(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Gives the files up. */
  close(): void {
    this.#control.follow(() => undefined)
    for (const file of [this.#controlFile, ...this.#recordFiles]) closeSync(file)
    this.unlink()
  }

  /** All that the control says, but for what foreign threads say in it. */
  #tell(): void {
    const bytes = new Uint8Array(this.#control.transfer.buffer)
    const { phase, look, parkedNs } = controlLayout
    // The phase last: with it everything else is to be there.
    this.#put(bytes, parkedNs, Float64Array.BYTES_PER_ELEMENT)
    for (const word of [look, phase]) this.#put(bytes, word * 4, Int32Array.BYTES_PER_ELEMENT)
  }

  #put(bytes: Uint8Array, offset: number, length: number): void {
    writeSync(this.#controlFile, bytes, offset, length, offset)
  }

  #make(name: string, bytes: number): number {
    const file = openSync(join(this.folder, name), 'w+')
    ftruncateSync(file, bytes)
    return file
  }
}

function sharedFolder(): string {
  try {
    return statSync(IN_MEMORY).isDirectory() ? IN_MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}
