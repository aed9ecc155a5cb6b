/** What the process ends with; `--help` lists them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badInput: 2,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The end of `--help`. */
export const exitCodeHelp = `
Exit codes:
  0    done, also where jobs failed: how many is in the table, under errors
  1    a contender, a point of a sweep, a survey or a program failed, nobody finished a job, a
       file could not be written, --send did not arrive, or --fail-if applied
  2    the input cannot be used: an unknown name, a value out of range, an unreadable file,
       a folder without files, an --out that cannot be written
  129  ended because the terminal was closed; what was measured is kept
  130  cancelled with Ctrl-C; what was measured is kept
  143  ended by SIGTERM; what was measured is kept`
