import { hasFigures, whyNothing, type Survey } from '../../engine/survey'
import { RunError } from './run-error'

/**
 * A survey of which anything was measured; null where it was cancelled before.
 *
 * @throws RunError where nothing could be measured, saying why
 */
export function withFigures(survey: Survey | null, isCancelled: boolean): Survey | null {
  if (survey === null || hasFigures(survey)) return survey
  const why = isCancelled ? null : whyNothing(survey)
  if (why === null) return null
  throw new RunError('failed', `Nothing could be measured: ${why}`)
}
