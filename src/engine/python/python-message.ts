import type { ProgramRun } from '../program/program-message'

/** What the thread tells: what came of a program, and whether it can play another. */
export type PythonMessage =
  | { readonly kind: 'played'; readonly run: ProgramRun; readonly isReusable: boolean }
  | { readonly kind: 'failed'; readonly message: string }
