import { z } from 'zod'
import {
  publishedForms,
  SCHEMA_PLACE,
  schemaFile,
  type PublishedKind,
} from '../../../src/host/schema/published'

/**
 * The JSON Schema (draft 2020-12) of a form, as a file of it may be written: what has a default may
 * be left out. Rules that span several fields are not in it; the lab checks them when it reads.
 */
export function jsonSchema(kind: PublishedKind): Record<string, unknown> {
  const { title, schema } = publishedForms[kind]
  const { $schema, ...made } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
  })
  const properties = { $schema: { type: 'string' }, ...made.properties }
  return { $schema, $id: `${SCHEMA_PLACE}${schemaFile(kind)}`, title, ...made, properties }
}
