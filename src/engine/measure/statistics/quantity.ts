/**
 * Branded numbers: quantities that are easily confused carry their unit in their type, so that
 * milliseconds cannot be passed where nanoseconds are meant. A brand exists at compile time only.
 */
declare const unit: unique symbol

type Quantity<Unit extends string> = number & { readonly [unit]: Unit }

export type Nanoseconds = Quantity<'ns'>
export type Milliseconds = Quantity<'ms'>
export type Seconds = Quantity<'s'>
/** Completions, or anything counted, per second of wall time. */
export type PerSecond = Quantity<'1/s'>
/** Completions per second of CPU time, summed over threads: the lab's headline figure. */
export type PerCoreSecond = Quantity<'1/core-s'>
/** CPU seconds per wall second: 1 means one core kept busy. */
export type Cores = Quantity<'cores'>
export type Bytes = Quantity<'B'>

/** Marks a plain number as nanoseconds. */
export const nanoseconds = (value: number): Nanoseconds => value as Nanoseconds
/** Marks a plain number as milliseconds. */
export const milliseconds = (value: number): Milliseconds => value as Milliseconds
/** Marks a plain number as seconds. */
export const seconds = (value: number): Seconds => value as Seconds
/** Marks a plain number as a count per wall second. */
export const perSecond = (value: number): PerSecond => value as PerSecond
/** Marks a plain number as a count per CPU second. */
export const perCoreSecond = (value: number): PerCoreSecond => value as PerCoreSecond
/** Marks a plain number as cores used. */
export const cores = (value: number): Cores => value as Cores
/** Marks a plain number as bytes. */
export const bytes = (value: number): Bytes => value as Bytes

/** Converts nanoseconds to milliseconds. */
export const toMilliseconds = (value: Nanoseconds): Milliseconds => milliseconds(value / 1e6)
