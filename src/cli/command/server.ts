import type { CommandContext } from '../command-context'
import { wholeNumber } from '../flag/number-flag'

/** Adds `server`: the lab's window in a browser on this machine. */
export function addServer({ program, folders }: CommandContext): void {
  program
    .command('server')
    .summary('serve the lab to a browser on this machine')
    .description(
      'Serves the lab on loopback, prints its address with a secret in it, and ends with Ctrl-C.',
    )
    .option(
      '--port <n>',
      'any that is free without it',
      wholeNumber('port', { least: 0, most: 65_535 }),
      0,
    )
    .addHelpText(
      'after',
      `
Examples:
  corewise server
  corewise server --port 8080`,
    )
    .action(async ({ port }: { readonly port: number }) => {
      const { serve } = await import('../../server/serve')
      await serve(port, folders.engine)
    })
}
