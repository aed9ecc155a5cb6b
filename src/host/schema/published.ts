import type { z } from 'zod'
import { COST_SCHEMA_VERSION, costSchema } from '../../engine/cost/cost-result'
import { FOREIGN_SCHEMA_VERSION, foreignRunSchema } from '../../engine/foreign/foreign-run'
import { MEMORY_SCHEMA_VERSION, memorySchema } from '../../engine/footprint/memory-result'
import { WORKSHOP_SCHEMA_VERSION, workshopSchema } from '../../engine/lesson/workshop'
import {
  RECORDING_SCHEMA_VERSION,
  recordingFileSchema,
} from '../../engine/recorder/recording/recording-file'
import { sweepSchema } from '../../engine/result/sweep'
import { RESULT_SCHEMA_VERSION, resultSchema } from '../../engine/result/result'
import { specSchema } from '../../engine/spec/spec'
import { FIRST_VERSION } from '../input/refuse-newer'

/** Where the published schemas are to be found; each has its own name below it. */
export const SCHEMA_PLACE = 'https://corewise.example/schema/'

interface PublishedForm {
  readonly title: string
  readonly version: number
  readonly schema: z.ZodType
}

/** The forms of files that other programs may read and write, by the `kind` that stands in them. */
export const publishedForms = {
  'corewise-result': { title: 'A run', version: RESULT_SCHEMA_VERSION, schema: resultSchema },
  'corewise-sweep': { title: 'A sweep', version: RESULT_SCHEMA_VERSION, schema: sweepSchema },
  'corewise-foreign': {
    title: 'What another tool measured',
    version: FOREIGN_SCHEMA_VERSION,
    schema: foreignRunSchema,
  },
  'corewise-cost': { title: 'A survey of costs', version: COST_SCHEMA_VERSION, schema: costSchema },
  'corewise-memory': {
    title: 'A survey of memory',
    version: MEMORY_SCHEMA_VERSION,
    schema: memorySchema,
  },
  'corewise-recording': {
    title: 'A recording of a program',
    version: RECORDING_SCHEMA_VERSION,
    schema: recordingFileSchema,
  },
  'corewise-workshop': {
    title: 'A workshop',
    version: WORKSHOP_SCHEMA_VERSION,
    schema: workshopSchema,
  },
  /** A spec has no kind of its own: the kind in it is its workload's. */
  'corewise-spec': {
    title: 'What a run is asked to do',
    version: FIRST_VERSION,
    schema: specSchema,
  },
} as const satisfies Record<string, PublishedForm>

export type PublishedKind = keyof typeof publishedForms

/** The name of a form's schema file: its kind and its version. */
export function schemaFile(kind: PublishedKind): string {
  return `${kind}-${publishedForms[kind].version}.schema.json`
}

/** A result as it stands in a file: its schema is named first, for editors and other programs. */
export function withSchemaName<T extends { readonly kind: PublishedKind }>(
  result: T,
): T & { readonly $schema: string } {
  return { $schema: `${SCHEMA_PLACE}${schemaFile(result.kind)}`, ...result }
}
