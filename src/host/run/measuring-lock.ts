import { LabFault } from '../../contract/channel/reply'

/** What can be measured. */
export type Measured = 'run' | 'survey' | 'trial' | 'profile'

const titles: Readonly<Record<Measured, string>> = {
  run: 'Another run',
  survey: 'A survey',
  trial: 'The trial of a job',
  profile: 'A profile',
}

/** The lock to measure. Only one has it at a time, because two would measure each other. */
export class MeasuringLock {
  #holder: Measured | null = null
  readonly #listeners: (() => void)[] = []

  /** What is measured now. */
  get holder(): Measured | null {
    return this.#holder
  }

  /** @throws LabFault `busy` while another has it */
  take(holder: Measured): void {
    this.assertFree()
    this.#holder = holder
  }

  giveBack(): void {
    this.#holder = null
    for (const listener of this.#listeners) listener()
  }

  /** Calls the listener each time that nothing is measured any more. */
  onFree(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** @throws LabFault `busy` while somebody has it */
  assertFree(): void {
    if (this.#holder === null) return
    const who = titles[this.#holder]
    throw new LabFault('busy', `${who} is going on; cancel it or wait until it has ended.`)
  }
}
