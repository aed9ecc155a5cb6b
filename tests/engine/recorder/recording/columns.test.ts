import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventLog } from '../../../../src/engine/recorder/recording/columns'

const OPENING = 3

/** Events of a few kinds, subjects and times; some open what the next event closes. */
const events = fc.array(
  fc.record({
    kind: fc.integer({ min: 0, max: 20 }),
    subject: fc.integer({ min: -1, max: 3 }),
    object: fc.integer({ min: -1, max: 5 }),
    place: fc.integer({ min: -1, max: 5 }),
    atMs: fc.integer({ min: 0, max: 2 }),
    openedAtMs: fc.option(fc.integer({ min: 0, max: 2 })),
  }),
  { maxLength: 60 },
)

test('a log of events gives them back as they came, in whatever order they did', () => {
  fc.assert(
    fc.property(events, (list) => {
      const log = new EventLog(OPENING)
      for (const { kind, subject, object, place, atMs, openedAtMs } of list) {
        log.tick(openedAtMs ?? atMs)
        if (openedAtMs === null) log.push(kind, subject, object, place)
        else log.pushPair(kind, subject, object, place, atMs)
      }
      const expected = list.flatMap(({ openedAtMs, ...event }) => {
        const opening = { kind: OPENING, subject: event.subject, object: -1, place: -1 }
        return openedAtMs === null ? [event] : [{ ...opening, atMs: openedAtMs }, event]
      })
      expect(log.length).toBe(expected.length)
      const columns = log.toColumns()
      const given = expected.map((_, index) => ({
        kind: columns.kind[index],
        subject: columns.subject[index],
        object: columns.object[index],
        place: columns.place[index],
        atMs: columns.atMs[index],
      }))
      expect(given).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
