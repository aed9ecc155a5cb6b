import { cleanText } from './clean-text'
import type { NamedChart } from '../../../charts/named-chart'
import { allLines } from '../../../report/verdict/verdict'
import type { Fact, Report } from './report'

/** A report as Markdown with links to its charts, which lie beside it at `pathOf(chart)`. */
export const toMarkdown = (
  report: Report,
  charts: readonly NamedChart[],
  pathOf: (chart: NamedChart) => string,
): string => {
  const sections = [
    `# ${escapeMarkdown(report.title)}`,
    report.subtitle.split('\n').map(escapeMarkdown).join('  \n'),
    verdictOf(report),
    markdownTable(report),
    report.notes.map(({ text }) => `- ${escapeMarkdown(text)}`).join('\n'),
    ...charts.map((chart) => `![${escapeMarkdown(chart.description)}](${pathOf(chart)})`),
    '## Protocol',
    facts(report.protocol),
    '## Environment',
    facts(report.environment),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** The headline stands out, the rest is plain. */
const verdictOf = ({ verdict }: Report): string => {
  const [headline = '', ...further] = allLines(verdict).map(escapeMarkdown)
  return [`**${headline}**`, ...further].join('\n\n')
}

/** A report's table of figures alone, in the form that GitHub has for them. */
export const markdownTable = ({ head, rows, names }: Report): string => {
  const align = head.map((_, index) => (index < names ? ':--' : '--:'))
  return [head.map(escapeMarkdown), align, ...rows.map((row) => row.map(escapeMarkdown))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

const facts = (list: readonly Fact[]): string =>
  list.map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`).join('\n')

/** Text that Markdown takes as text: no emphasis, link, HTML, table cell or line of its own. */
export const escapeMarkdown = (text: string): string =>
  cleanText(text)
    .replace(/[\\`*_[\]<>|#~!&]/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ')
