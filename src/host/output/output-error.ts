/** Why something could not be written. */
export type OutputFault = 'disk-full' | 'not-writable' | 'not-a-folder' | 'failed'

const faults: Readonly<Record<string, readonly [OutputFault, string]>> = {
  ENOSPC: ['disk-full', 'the disk is full'],
  EDQUOT: ['disk-full', 'the disk quota is used up'],
  EACCES: ['not-writable', 'permission denied'],
  EPERM: ['not-writable', 'not permitted'],
  EROFS: ['not-writable', 'the file system is read-only'],
  ENOTDIR: ['not-a-folder', 'part of the path is a file, not a folder'],
  EISDIR: ['failed', 'there is a folder of that name'],
  EEXIST: ['not-a-folder', 'there is a file of that name'],
  ENOENT: ['not-writable', 'nothing can be made there'],
  EBUSY: ['not-writable', 'it is in use'],
  ENAMETOOLONG: ['failed', 'the name is too long'],
  EFBIG: ['failed', 'it is larger than a file may be here'],
  EIO: ['failed', 'the disk failed'],
  EMFILE: ['failed', 'too many files are open'],
  ENFILE: ['failed', 'too many files are open'],
}

/** A file or folder that could not be written; the message is one line for a person. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  readonly reason: OutputFault
  readonly path: string
  /** The end of the message, which names no path. */
  readonly why: string

  constructor(path: string, cause: unknown) {
    const code = errorCode(cause)
    const [reason, why] = faults[code] ?? ['failed', messageOf(cause)]
    super(`Cannot write ${path}: ${why}`, { cause })
    this.reason = reason
    this.path = path
    this.why = why
  }
}

/** The `code` of a system error such as "ENOENT"; empty where there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

/** What was thrown, as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
