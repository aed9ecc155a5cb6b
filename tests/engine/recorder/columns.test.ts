import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventLog } from '../../../src/engine/recorder/columns'

const OPENING = 3

/** Events of a few kinds, subjects and times; those that open something have nothing but a subject. */
const events = fc.array(
  fc
    .record({
      kind: fc.integer({ min: 0, max: 20 }),
      subject: fc.integer({ min: -1, max: 3 }),
      object: fc.integer({ min: -1, max: 5 }),
      place: fc.integer({ min: -1, max: 5 }),
      atMs: fc.integer({ min: 0, max: 2 }),
    })
    .map((event) =>
      event.kind === OPENING
        ? { ...event, subject: Math.max(0, event.subject), object: -1, place: -1 }
        : event,
    ),
  { maxLength: 60 },
)

test('a log of events gives them back as they came, in whatever order they did', () => {
  fc.assert(
    fc.property(events, (list) => {
      const log = new EventLog(OPENING)
      for (const { kind, subject, object, place, atMs } of list) {
        log.push(kind, subject, object, place, atMs)
      }
      expect(log.length).toBe(list.length)
      const columns = log.toColumns()
      const given = list.map((_, index) => ({
        kind: columns.kind[index],
        subject: columns.subject[index],
        object: columns.object[index],
        place: columns.place[index],
        atMs: columns.atMs[index],
      }))
      expect(given).toEqual(list)
    }),
    { numRuns: 300 },
  )
})
