import type { Command } from 'commander'
import type { Lab } from '../host/run/lab'
import type { ExitCode } from './exit-code'
import type { Terminal } from './terminal'

/** Where the command line finds what it needs. */
export interface Folders {
  /** The built threads. */
  readonly engine: string
  /** The lessons that come with the lab. */
  readonly lessons: string
}

/** What every command is given when it is added. */
export interface CommandContext {
  /** The command line that it is added to. */
  readonly program: Command
  readonly lab: Lab
  readonly folders: Folders
  readonly terminal: Terminal
  /** Is told what the process should end with. */
  readonly end: (code: ExitCode) => void
}
