import type { Figures } from './figures'
import type { ContenderResult, Inference, Result } from './result'
import type { ContenderName } from '../spec/spec'

type Contenders = Pick<Result, 'contenders'>

/** A contender of which something was measured. */
export interface Measured {
  readonly name: ContenderName
  readonly figures: Figures
}

/** What was measured of a contender; null where nothing was. */
export function figuresOf(contender: ContenderResult): Figures | null {
  return contender.status === 'not-run' ? null : contender.figures
}

/** The contenders of which something was measured, in the result's order. */
export function measuredIn(contenders: readonly ContenderResult[]): Measured[] {
  return contenders.flatMap((contender) => {
    const figures = figuresOf(contender)
    return figures === null ? [] : [{ name: contender.name, figures }]
  })
}

/** What was measured of the contender of that name; null where it took no part or nothing was. */
export function measuredFigures({ contenders }: Contenders, name: ContenderName): Figures | null {
  const contender = contenders.find((candidate) => candidate.name === name)
  return contender === undefined ? null : figuresOf(contender)
}

/** The same where they can be compared: without a finished job there is no ratio to speak of. */
export function comparableFigures(result: Contenders, name: ContenderName): Figures | null {
  const figures = measuredFigures(result, name)
  return figures === null || figures.completed === 0 ? null : figures
}

/** What its blocks let say of that contender; null where they are too few, or it took no part. */
export function inferredOf(
  { inference }: Pick<Result, 'inference'>,
  name: ContenderName,
): Inference['contenders'][number] | null {
  return inference?.contenders.find((contender) => contender.name === name) ?? null
}
