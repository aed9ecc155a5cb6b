import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkFields } from '../../../src/contract/check/check-fields'

const problemOf = (schema: z.ZodType, data: unknown): string => {
  const checked = checkFields(schema, data)
  if (checked.ok) throw new Error('was accepted')
  const [{ field, problem }] = checked.problems
  return `${field}: ${problem}`
}

describe('what a schema refuses', () => {
  const schema = z.strictObject({
    isOn: z.boolean().default(true),
    note: z.string().max(10_000).default(''),
    at: z.number().int().min(0).default(0),
    pair: z.tuple([z.string(), z.number()]).optional(),
    names: z.record(z.string().max(3), z.union([z.number(), z.boolean()])).optional(),
    id: z
      .string()
      .regex(/^[a-z]+$/, 'must be a plain name')
      .optional(),
    step: z.number().positive().optional(),
  })

  it.each<[object, string]>([
    [{ isOn: 'yes' }, 'isOn: expected true or false, got `yes`'],
    [{ isOn: null }, 'isOn: expected true or false, got `null`'],
    [{ note: 'x'.repeat(20_000) }, 'note: expected text of 0 to 10,000 characters, got `xxx'],
    [{ at: 1e300 }, 'at: expected a whole number from 0 to 9,007,199,254,740,991, got `1e+300`'],
    [{ at: -1 }, 'at: expected a whole number from 0, got `-1`'],
    [{ pair: ['a'] }, 'pair: expected a list of 2, got'],
    [{ pair: [1, 1] }, 'pair.0: expected text, got `1`'],
    [{ names: { a: 'b' } }, 'names.a: expected a number or true or false, got `b`'],
    [{ names: { long: 1 } }, 'names.long: expected a name that is allowed, got `1`'],
    [{ id: 'A!' }, 'id: must be a plain name, got `A!`'],
    [{ step: 0 }, 'step: expected a number above 0, got `0`'],
    [{ 'odd\nname': 1 }, 'odd\\nname: there is no such field'],
  ])('%# is told in plain words: %s', (data, problem) => {
    expect(problemOf(schema, data)).toContain(problem)
  })

  it('what every member of a union holds is told once', () => {
    const member = (kind: string) => z.object({ kind: z.literal(kind), version: z.literal(2) })
    const union = z.discriminatedUnion('kind', [member('a'), member('b')])
    expect(problemOf(union, { kind: 'a' })).toContain('version: expected `2`, got nothing')
    expect(problemOf(union, {})).toContain('kind: expected one of a, b, got nothing')
  })

  it('what a schema refuses is told field by field, up to twenty', () => {
    const many = z.strictObject(
      Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, z.number()])),
    )
    const checked = checkFields(many, {})
    expect(checked).toMatchObject({ ok: false })
    if (checked.ok) return
    expect(checked.problems).toHaveLength(20)
    expect(checked.problems[19]).toMatchObject({ field: 'f19' })
  })
})

describe('a list of very many faults', () => {
  const item = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a'), numbers: z.array(z.number()).max(300_000) }),
    z.strictObject({ kind: z.literal('b') }),
  ])
  const schema = z.strictObject({
    items: z.array(item).max(10).nullable().default(null),
    either: z.union([z.array(z.string()), z.array(z.number())]).optional(),
  })
  const with_ = (numbers: unknown[]) => ({ items: [{ kind: 'b' }, { kind: 'a', numbers }] })

  it('a list of very many faults is refused at its first', () => {
    const numbers = Array<unknown>(200_000).fill('x')
    expect(problemOf(schema, with_(numbers))).toBe('items.1.numbers.0: expected a number, got `x`')
    numbers.fill(1, 0, 150_000)
    expect(problemOf(schema, with_(numbers))).toBe(
      'items.1.numbers.150000: expected a number, got `x`',
    )
  })

  it('a list of very many faults is refused for its length before its items are looked at', () => {
    expect(problemOf(schema, { items: Array<unknown>(1_000_000).fill(0) })).toMatch(
      /^items: expected a list of at most 10 or null, got /,
    )
    expect(problemOf(schema, with_(Array<unknown>(1_000_000).fill('x')))).toMatch(
      /^items\.1\.numbers: expected a list of at most 300,000, got /,
    )
  })

  it('a list of very many faults is accepted where it has none', () => {
    const data = { ...with_(Array<unknown>(300_000).fill(1)), either: Array(30_000).fill(2) }
    expect(checkFields(schema, data)).toEqual({ ok: true, value: data })
  })
})
