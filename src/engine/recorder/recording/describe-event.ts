import type { EventWords } from './event-description'
import { describedAs } from './event'
import {
  eventAt,
  nameOf,
  stackAt,
  textAt,
  thingKind,
  type RecordedEvent,
  type Recording,
} from './recording'

/** One event of a recording in words, such as "fetcher waits for a sleep at line 8: sleep(20)". */
export function describeEvent(recording: Recording, index: number): string {
  const event = eventAt(recording, index)
  return describedAs(event.kind).words(new Words(recording, event))
}

class Words implements EventWords {
  readonly #recording: Recording
  readonly #event: RecordedEvent

  constructor(recording: Recording, event: RecordedEvent) {
    this.#recording = recording
    this.#event = event
  }

  get subject(): string {
    return nameOf(this.#recording, this.#event.subject)
  }

  get by(): string {
    const { object } = this.#event
    return object < 0 ? '' : ` by ${nameOf(this.#recording, object)}`
  }

  get awaited(): string {
    const { object } = this.#event
    const kind = thingKind(this.#recording, object)
    return kind === 'task' ? nameOf(this.#recording, object) : `a ${kind}`
  }

  get where(): string {
    const site = stackAt(this.#recording, this.#event.place).at(-1)
    return site === undefined ? '' : ` at line ${site.line}: ${site.text}`
  }

  get due(): string {
    const whenMs = this.#recording.things.whenMs[this.#event.subject] ?? NaN
    return `${Number(whenMs.toFixed(3))} ms`
  }

  get count(): number {
    return this.#event.subject
  }

  get subjectText(): string {
    return textAt(this.#recording, this.#event.subject)
  }

  get objectText(): string {
    return textAt(this.#recording, this.#event.object)
  }
}
