const LINES_BEFORE = 8
const LINES_AFTER = 3

/**
 * Where two traces part, as a text that shows the lines before and what follows on either side;
 * empty where they are the same.
 */
export function firstDifference(expected: readonly string[], actual: readonly string[]): string {
  const length = Math.max(expected.length, actual.length)
  let at = 0
  while (at < length && expected[at] === actual[at]) at += 1
  if (at === length) return ''
  const shared = expected.slice(Math.max(0, at - LINES_BEFORE), at)
  return [
    `the traces differ in line ${at + 1}`,
    ...shared.map((line) => `          ${line}`),
    ...following(expected, at).map((line) => `CPython   ${line}`),
    ...following(actual, at).map((line) => `ours      ${line}`),
  ].join('\n')
}

function following(lines: readonly string[], at: number): string[] {
  const shown = lines.slice(at, at + LINES_AFTER)
  return shown.length === 0 ? ['(the trace ends here)'] : shown
}
