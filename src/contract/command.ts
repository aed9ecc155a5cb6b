import { z } from 'zod'

/** What a person chose in the native menu and only the interface can do. */
const commands = [
  'show-run',
  'show-library',
  'show-workshop',
  'show-method',
  'show-about',
  'show-shortcuts',
  'present',
  'start-run',
  'cancel-run',
  'export',
  'copy-chart',
  'copy-table',
  'import',
  'search-library',
] as const

export const commandSchema = z.enum(commands)
export type Command = z.infer<typeof commandSchema>
