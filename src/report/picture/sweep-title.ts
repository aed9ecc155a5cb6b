import type { Sweep } from '../../engine/result/sweep'
import { sweepTitle } from '../sweep/sweep-caption'
import { sweepVerdict } from '../sweep/sweep-verdict'
import { uncapital } from '../verdict/verdict'
import { withoutStop } from './run-title'

/**
 * The title of a picture of a sweep: what its verdict claims, where the picture shows what that is
 * about. Any other names what is drawn; one without a claim says why there is none.
 *
 * @param seen what is drawn, before "by …"
 * @param isJudged whether the picture shows what the verdict is about
 */
export function sweepPictureTitle(sweep: Sweep, seen: string, isJudged: boolean): string {
  const { kind, headline } = sweepVerdict(sweep)
  const [drawn = seen] = sweepTitle(sweep, seen).split(', ')
  if (kind === 'not-trusted')
    return `${drawn}, not to be trusted: ${uncapital(withoutStop(headline))}`
  return isJudged ? withoutStop(headline) : drawn
}
