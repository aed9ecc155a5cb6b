import type { Figures } from './figures'
import type { Inference, Result } from './result'
import type { ContenderName } from '../spec/spec'

type Measured = Pick<Result, 'contenders'>

/** What was measured of the contender of that name; null where it took no part or nothing was. */
export function measuredFigures({ contenders }: Measured, name: ContenderName): Figures | null {
  const contender = contenders.find((candidate) => candidate.name === name)
  return contender === undefined || contender.status === 'not-run' ? null : contender.figures
}

/** The same where they can be compared: without a finished job there is no ratio to speak of. */
export function comparableFigures(result: Measured, name: ContenderName): Figures | null {
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
