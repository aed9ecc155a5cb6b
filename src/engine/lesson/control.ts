/** The bounds of a control that takes numbers. */
export interface NumberControl {
  readonly min: number
  readonly max: number
  /** From `min` on, only every so many. */
  readonly step: number
}

/**
 * Whether a control takes a value: within its bounds, and a whole number of steps from the least.
 */
export function fitsControl({ min, max, step }: NumberControl, value: unknown): value is number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false
  const steps = (value - min) / step
  return Math.abs(steps - Math.round(steps)) < 1e-9
}

/** What a control takes, in words: "a whole number from 1 to 50". */
export function takenBy({ min, max, step }: NumberControl): string {
  const isWhole = Number.isInteger(min) && Number.isInteger(step)
  const steps = step === 1 ? '' : ` in steps of ${step}`
  return `${isWhole ? 'a whole number' : 'a number'} from ${min} to ${max}${steps}`
}

/**
 * Says of each control that is not as a lesson's question has it:
 * "Changed: “Jobs of each kind” is 9; the question has 5."
 */
export function changedTexts(
  controls: readonly {
    readonly name: string
    readonly label: string
    readonly initial: number | boolean
  }[],
  values: Readonly<Record<string, number | boolean | string>>,
): string[] {
  return controls.flatMap(({ name, label, initial }) => {
    const value = values[name] ?? initial
    if (value === initial) return []
    return [
      `Changed: “${label}” is ${settingText(value)}; the question has ${settingText(initial)}.`,
    ]
  })
}

function settingText(value: number | boolean | string): string {
  if (typeof value !== 'boolean') return String(value)
  return value ? 'on' : 'off'
}
