import { constants, type Stats } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Socket } from 'node:net'
import { MAX_IMPORT_BYTES } from '../../contract/library'
import { InputError, quote } from './input-error'
import { errorCode, messageOf } from '../output/output-error'

/** What a file of some kind may be. */
export interface TextLimits {
  /** Larger files are refused before they are read. */
  readonly maxBytes: number
  /** What is expected where there is a folder or a device: "a JSON file". */
  readonly expected: string
}

const JSON_FILE: TextLimits = { maxBytes: MAX_IMPORT_BYTES, expected: 'a JSON file' }

const CHUNK_BYTES = 65_536

/** A file descriptor by its path, as `<(…)` of a shell gives it. */
const DESCRIPTOR = /^\/dev\/(?:fd\/(\d+)|stdin)$/

/**
 * Reads the text of a file that a person named. Every file that comes from a person is read here:
 * its size is checked before and while it is read, and a pipe or a device by accident, which would
 * never end, is refused. A pipe that was given on purpose, as a descriptor of this process, is read
 * up to the same size.
 *
 * @throws InputError where it is missing, unreadable, no regular file, too large or not UTF-8
 */
export async function readText(path: string, limits: TextLimits = JSON_FILE): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readBytes(path, limits)
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const message = `${path} is not text in UTF-8, expected ${limits.expected}`
    throw new InputError('unreadable', message, { source: path }, { cause })
  }
}

async function readBytes(path: string, limits: TextLimits): Promise<Buffer> {
  const found = await stat(path)
  if (found.isFIFO() || found.isSocket()) {
    const descriptor = descriptorOf(path)
    if (descriptor !== null) return readPipe(path, descriptor, limits)
  }
  checkRegular(path, found, limits)
  // A file may be replaced by a named pipe at any moment; without waiting, opening one never hangs.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    checkRegular(path, await file.stat(), limits)
    return await readFile(path, file, limits)
  } finally {
    await file.close()
  }
}

function descriptorOf(path: string): number | null {
  const match = DESCRIPTOR.exec(path)
  return match === null ? null : Number(match[1] ?? 0)
}

type Found = Pick<Stats, 'isFile' | 'isDirectory' | 'isFIFO' | 'isSocket' | 'size'>

function checkRegular(path: string, found: Found, { maxBytes, expected }: TextLimits): void {
  if (!found.isFile()) {
    const message = `${path} is ${kindOf(found)}, expected ${expected}`
    throw new InputError('unreadable', message, { source: path })
  }
  if (found.size > maxBytes) throw tooLarge(path, found.size, maxBytes)
}

function kindOf(found: Found): string {
  if (found.isDirectory()) return 'a folder'
  if (found.isFIFO()) return 'a named pipe'
  return found.isSocket() ? 'a socket' : 'a device'
}

/** To its end, whatever size it said that it has: files in /proc say 0, and others still grow. */
async function readFile(path: string, file: FileHandle, limits: TextLimits): Promise<Buffer> {
  const collected = new Collected(path, limits)
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, null)
    if (bytesRead === 0) return collected.all()
    collected.add(chunk.subarray(0, bytesRead))
  }
}

/** Not as a file: a thread that waits in the system for a pipe could not be ended. */
async function readPipe(path: string, descriptor: number, limits: TextLimits): Promise<Buffer> {
  const collected = new Collected(path, limits)
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false })
  // Leaving the loop, by an error too, closes the pipe.
  for await (const chunk of pipe) collected.add(chunk as Buffer)
  return collected.all()
}

/** What was read so far, refused as soon as it is too much. */
class Collected {
  readonly #path: string
  readonly #maxBytes: number
  readonly #chunks: Buffer[] = []
  #size = 0

  constructor(path: string, { maxBytes }: TextLimits) {
    this.#path = path
    this.#maxBytes = maxBytes
  }

  add(chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size > this.#maxBytes) throw tooLarge(this.#path, null, this.#maxBytes)
    this.#chunks.push(chunk)
  }

  all(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}

/** @param size null where it goes on for nobody knows how long */
function tooLarge(path: string, size: number | null, maxBytes: number): InputError {
  const most = `at most ${sizeText(maxBytes)} are read`
  const message = `${path} is too large: ${size === null ? '' : `${sizeText(size)}, `}${most}`
  return new InputError('too-large', message, { source: path, value: size })
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576
    ? `${Math.ceil(bytes / 1024).toFixed(0)} KiB`
    : `${(bytes / 1_048_576).toFixed(bytes % 1_048_576 === 0 ? 0 : 1)} MiB`
}

function unreadable(path: string, cause: unknown): InputError {
  const missing = (message: string): InputError =>
    new InputError('missing', message, { source: path }, { cause })
  switch (errorCode(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return descriptorOf(path) === null
        ? missing(`There is no file ${path.trim() === '' ? quote(path) : path}`)
        : missing(`There is no ${path}: npm does not hand it on. Pipe into /dev/stdin instead`)
    case 'EACCES':
    case 'EPERM':
      return unread(path, 'permission denied', cause)
    case 'ELOOP':
      return unread(path, 'its links go round in a circle', cause)
    case 'ENAMETOOLONG':
      return unread(path, 'the name is too long', cause)
    case 'EMFILE':
    case 'ENFILE':
      return unread(path, 'too many files are open', cause)
    case 'EAGAIN':
      return unread(path, 'it has nothing to read now', cause)
    default:
      return unread(path, messageOf(cause), cause)
  }
}

function unread(path: string, why: string, cause: unknown): InputError {
  return new InputError('unreadable', `Cannot read ${path}: ${why}`, { source: path }, { cause })
}
