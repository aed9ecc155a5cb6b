import { RESULT_SCHEMA_VERSION } from './result'

/** The version of a survey of costs with the names of today. */
const RAISED_COST_VERSION = 2

type Json = Readonly<Record<string, unknown>>

/**
 * A result with the names of today, where version 1 wrote it: nothing else of it changes, and what
 * is no such result is given back as it is.
 *
 * @param data JSON data that a file held
 */
export function withNamesOfToday(data: unknown): unknown {
  if (!isObject(data) || data.schemaVersion !== 1) return data
  switch (data.kind) {
    case 'corewise-result':
      return resultOfToday(data)
    case 'corewise-sweep':
      return raised(changedIn(data, 'points', each(pointOfToday)), RESULT_SCHEMA_VERSION)
    case 'corewise-cost':
      return costOfToday(data)
    default:
      return data
  }
}

function pointOfToday(point: unknown): unknown {
  return changedIn(point, 'result', resultOfToday)
}

function resultOfToday(result: unknown): unknown {
  if (!isObject(result)) return result
  const contenders = each((contender) => changedIn(contender, 'figures', figuresOfToday))
  const machine = (value: unknown): unknown =>
    changedIn(
      value,
      'standstills',
      each((one) => renamedIn(one, { turn: 'slot' })),
    )
  const changed = changedIn(changedIn(result, 'contenders', contenders), 'machine', machine)
  return raised(changed, RESULT_SCHEMA_VERSION)
}

function figuresOfToday(figures: unknown): unknown {
  return changedIn(figures, 'arrivals', (arrivals) =>
    renamedIn(arrivals, { came: 'arrived', dropped: 'rejected', behind: 'backlog' }),
  )
}

/** An iteration of the loop was called a turn of it. */
function costOfToday(cost: Json): unknown {
  const name = (value: unknown): unknown => (value === 'loop-turn' ? 'loop-iteration' : value)
  const order = changedIn(cost, 'order', each(each(name)))
  const costs = changedIn(
    order,
    'costs',
    each((entry) => changedIn(entry, 'name', name)),
  )
  return raised(costs, RAISED_COST_VERSION)
}

function raised(result: unknown, schemaVersion: number): unknown {
  return isObject(result) ? { ...result, schemaVersion } : result
}

/** Changes every entry of a list, and nothing that is no list. */
function each(change: (entry: unknown) => unknown): (value: unknown) => unknown {
  return (value) => (Array.isArray(value) ? value.map(change) : value)
}

/** Changes one field of an object, where there is such a field. */
function changedIn(value: unknown, field: string, change: (held: unknown) => unknown): unknown {
  return isObject(value) && Object.hasOwn(value, field)
    ? { ...value, [field]: change(value[field]) }
    : value
}

function renamedIn(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      Object.hasOwn(names, name) ? (names[name] ?? name) : name,
      held,
    ]),
  )
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
