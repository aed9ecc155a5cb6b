/** Where the command line finds what it needs. */
export interface Folders {
  /** The built threads. */
  readonly engine: string
  /** The lessons that come with the lab. */
  readonly lessons: string
}
