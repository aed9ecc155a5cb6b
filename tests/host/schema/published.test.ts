import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { publishedForms, schemaFile, type PublishedKind } from '../../../src/host/schema/published'
import { jsonSchema } from './json-schema'

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'schema')
const kinds = Object.keys(publishedForms) as PublishedKind[]

describe.each(kinds)('the schema of %s', (kind) => {
  test('the published file is what the lab reads by; `npx vitest run tests/host/schema -u` writes it anew', async () => {
    const text = `${JSON.stringify(jsonSchema(kind), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(join(folder, schemaFile(kind)))
  })
  test('an independent validator takes the schema', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats(ajv)
    expect(ajv.validateSchema(jsonSchema(kind))).toBe(true)
  })
})
