import { escapeMarkup } from '../../host/export/text/clean-text'
import { printable } from '../../host/output/printable'
import type { Judged } from './regression'

/**
 * What was judged as JUnit's XML, as builds read it: a test case for each contender and later run,
 * failed where it regressed, skipped where it could not be judged.
 *
 * @param condition what `--fail-if` asked for
 */
export function junit(judged: readonly Judged[], condition: string): string {
  const count = (outcome: Judged['outcome']): number =>
    judged.filter((one) => one.outcome === outcome).length
  const cases = judged.map((one) => testCase(one, condition))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="corewise compare" tests="${judged.length}" failures="${count('regression')}" errors="0" skipped="${count('not-judged')}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n')
}

function testCase({ place, outcome, line }: Judged, condition: string): string {
  const head = `  <testcase classname="corewise.compare" name="${xml(`${place}, ${condition}`)}"`
  switch (outcome) {
    case 'regression':
      return `${head}><failure message="${xml(line)}"/></testcase>`
    case 'not-judged':
      return `${head}><skipped message="${xml(line)}"/></testcase>`
    case 'not-shown':
      return `${head}><system-out>${xml(line)}</system-out></testcase>`
    case 'fine':
      return `${head}/>`
  }
}

/** A text on one line of an attribute: what XML cannot hold is left out of it. */
function xml(text: string): string {
  return escapeMarkup(printable(text))
}

/**
 * What was judged as commands that GitHub shows beside a pull request: an error for a regression, a
 * warning for what could not be judged, a notice for a loss that is not shown to be one.
 */
export function githubAnnotations(judged: readonly Judged[]): string[] {
  return judged.flatMap(({ place, outcome, line }) => {
    if (outcome === 'fine') return []
    return `::${levels[outcome]} title=${property(`corewise: ${place}`)}::${message(line)}`
  })
}

const levels = {
  regression: 'error',
  'not-judged': 'warning',
  'not-shown': 'notice',
} as const satisfies Record<Exclude<Judged['outcome'], 'fine'>, string>

/** A message ends at its line's end; `%` begins what is escaped. */
function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** A property ends at a comma or a colon too. */
function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
