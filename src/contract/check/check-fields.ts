import type { z } from 'zod'
import { expectationAt, nodeAt, valueAt } from './expectation'
import { listProblem, MANY_VALUES, hasMoreValuesThan } from './long-lists'
import { plain, quote } from './quote'
import { likeliestMembers, membersOf } from './union-member'

/** More problems than that are not told. */
const MOST_PROBLEMS = 20

/** Characters of one name in the path to a field. */
const MOST_IN_NAME = 60

/** A field that a schema refused. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[]
  /** As in `workload.waitMs`, on one line; empty for the whole. */
  readonly field: string
  readonly value: unknown
  /** Without the field's name: "expected a whole number from 1 to 8, got `9`". */
  readonly problem: string
}

/** Data that passed its schema, or what is wrong with it, the first thing first. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [FieldProblem, ...FieldProblem[]] }

/**
 * Parses data that somebody else made, and says in plain words which fields do not fit. The time
 * and memory that it takes are bounded by the size of the data, however many of its fields are
 * wrong.
 */
export function checkFields<S extends z.ZodType>(schema: S, data: unknown): Checked<z.output<S>> {
  const issues = hasMoreValuesThan(data, MANY_VALUES) ? listProblem(schema, data) : null
  if (issues !== null) return { ok: false, problems: problemsOf(schema, data, issues) }
  const parsed = schema.safeParse(data)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, problems: problemsOf(schema, data, parsed.error.issues) }
}

type Issue = z.core.$ZodIssue
type Issues = readonly Issue[]

function problemsOf(
  schema: z.ZodType,
  data: unknown,
  given: Issues,
): [FieldProblem, ...FieldProblem[]] {
  const issues = withinUnion(schema, data, given)
  const [first, ...others] = issues.slice(0, MOST_PROBLEMS)
  if (first === undefined) throw new TypeError('Expected a schema error to have an issue')
  const describe = (issue: Issue): FieldProblem => describeIssue(schema, data, issue)
  return [misspeltIn(issues, data) ?? describe(first), ...others.map(describe)]
}

function describeIssue(schema: z.ZodType, data: unknown, issue: Issue): FieldProblem {
  if (issue.code === 'unrecognized_keys') return unknownField(issue, data, '')
  const { path } = issue
  const value = valueAt(data, path)
  const got = value === undefined ? 'nothing' : quote(value)
  return {
    path,
    field: fieldName(path),
    value,
    problem: `${expectedBy(schema, data, issue)}, got ${got}`,
  }
}

/** What a schema wants instead of what it refused, in words of the lab. */
function expectedBy(schema: z.ZodType, data: unknown, issue: Issue): string {
  // A rule beyond the types, such as that no contender is named twice, explains itself.
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_format' && issue.format === 'regex') return issue.message
  if (issue.code === 'invalid_key') return 'expected a name that is allowed'
  const expected = expectationAt(schema, issue.path, data)
  if (expected === null) return 'expected something else'
  // Whole numbers end there, which is told only where they have no end of their own.
  const isTooBig =
    issue.code === 'too_big' &&
    issue.maximum === Number.MAX_SAFE_INTEGER &&
    !/ to \d/.test(expected)
  return `expected ${expected}${isTooBig ? ' to 9,007,199,254,740,991' : ''}`
}

/**
 * What is wrong with the member of a union that a value was meant to be, where its keys tell which.
 */
function withinUnion(schema: z.ZodType, data: unknown, issues: Issues): Issues {
  const [first] = issues
  if (first?.code !== 'invalid_union') return issues
  const node = nodeAt(schema, first.path, data)
  const [at, other] = likeliestMembers(
    node === null ? [] : membersOf(node),
    valueAt(data, first.path),
  )
  const own = at === undefined || other !== undefined ? undefined : first.errors[at]
  if (own === undefined) return issues
  const placed = own.map((issue) => ({ ...issue, path: [...first.path, ...issue.path] }))
  return withinUnion(schema, data, placed)
}

/**
 * A name that is not known, before what is missing beside it: often that is what it should be
 * called.
 */
function misspeltIn(issues: Issues, data: unknown): FieldProblem | null {
  const [first] = issues
  const missing = issues.filter(({ path }) => path.length > 0 && valueAt(data, path) === undefined)
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys')
  if (unknown?.code !== 'unrecognized_keys') return null
  if (first !== unknown && first !== missing[0]) return null
  const around = unknown.path.join('.')
  const beside = missing.find((each) => each.path.slice(0, -1).join('.') === around)
  const called = beside === undefined ? '' : `, and ${quote(beside.path.at(-1))} is missing`
  return unknownField(unknown, data, called)
}

function unknownField(
  { path, keys }: z.core.$ZodIssueUnrecognizedKeys,
  data: unknown,
  called: string,
): FieldProblem {
  const whole = [...path, keys[0] ?? '']
  return {
    path: whole,
    field: fieldName(whole),
    value: valueAt(data, whole),
    problem: `there is no such field${called}`,
  }
}

/**
 * A path as in `workload.waitMs`, on one line: its names may come from the data, and be anything.
 */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.map((key) => plain(String(key), MOST_IN_NAME)).join('.')
}
