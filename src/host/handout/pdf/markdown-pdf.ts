import type { Token } from 'markdown-it'
import { MARGIN, type TextPages, type TextStyle } from '../../export/picture/pdf-pages'
import { writeCode } from './code-pdf'
import { markdownTokens } from '../markdown'
import type { HandoutStyles } from './pdf-styles'
import { writeRuns, type Run } from './rich-text'
import { writeTable } from './table-pdf'

const INDENT = 18
/** What is quoted or listed deeper than this part of the page's width stands below each other. */
const MOST_INDENT = 0.5

/** Writes a text in Markdown onto pages. */
export function writeMarkdown(pages: TextPages, text: string, styles: HandoutStyles): void {
  const tokens = markdownTokens(text)
  let indent = 0
  let weight: 400 | 600 = 400
  let mark: Run | undefined
  const counters: (number | null)[] = []
  for (const [at, token] of tokens.entries()) {
    switch (token.type) {
      case 'heading_open':
        weight = 600
        pages.skip(8)
        // A heading stays with what follows.
        pages.keepTogether(styles.text.leading * 4)
        break
      case 'heading_close':
        weight = 400
        pages.skip(3)
        break
      case 'bullet_list_open':
        counters.push(null)
        indent += INDENT
        break
      case 'ordered_list_open':
        counters.push(Number(token.attrGet('start') ?? 1))
        indent += INDENT
        break
      case 'bullet_list_close':
      case 'ordered_list_close':
        counters.pop()
        indent -= INDENT
        if (counters.length === 0) pages.skip(5)
        break
      case 'list_item_open': {
        const number = counters.at(-1) ?? null
        mark = { text: number === null ? '•' : `${number}.`, style: styles.text }
        if (number !== null) counters[counters.length - 1] = number + 1
        break
      }
      case 'blockquote_open':
        indent += INDENT
        break
      case 'blockquote_close':
        indent -= INDENT
        break
      case 'inline':
        if (isInTable(tokens, at)) break
        writeRuns(pages, runsOf(token, styles, weight), {
          indent: Math.min(indent, pages.width * MOST_INDENT),
          ...(mark && { mark }),
        })
        mark = undefined
        break
      case 'paragraph_close':
        pages.skip(token.hidden ? 1 : 6)
        break
      case 'fence':
      case 'code_block':
        writeCode(pages, token.content, styles, { isNumbered: false })
        pages.skip(6)
        break
      case 'table_open':
        writeTable(pages, rowsOf(tokens.slice(at), styles), styles.rule)
        pages.skip(6)
        break
      case 'hr':
        pages.block(12, (page, top) => {
          page.fillStyle = styles.rule
          page.fillRect(MARGIN, top + 6, pages.width, 0.75)
        })
        break
    }
  }
}

function isInTable(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.type
  return before === 'th_open' || before === 'td_open'
}

/** The pieces of a paragraph. */
function runsOf(token: Token, styles: HandoutStyles, weight: 400 | 600): Run[] {
  const runs: Run[] = []
  let bold = weight === 600 ? 1 : 0
  let italic = 0
  let href = ''
  const style = (): TextStyle =>
    bold > 0 ? styles.strong : italic > 0 ? styles.emphasis : styles.text
  for (const child of token.children ?? []) {
    switch (child.type) {
      case 'strong_open':
        bold += 1
        break
      case 'strong_close':
        bold -= 1
        break
      case 'em_open':
        italic += 1
        break
      case 'em_close':
        italic -= 1
        break
      case 'code_inline':
        runs.push({ text: child.content, style: styles.inlineCode })
        break
      case 'softbreak':
        runs.push({ text: ' ', style: style() })
        break
      case 'hardbreak':
        runs.push({ text: '\n', style: style() })
        break
      case 'link_open':
        href = String(child.attrGet('href') ?? '')
        break
      case 'link_close':
        // Paper has no links to follow.
        if (href.startsWith('http')) runs.push({ text: ` (${href})`, style: styles.soft })
        break
      default:
        runs.push({ text: child.content, style: style() })
    }
  }
  return runs
}

/** The cells of a table, from the token that opens it. */
function rowsOf(tokens: readonly Token[], styles: HandoutStyles): Run[][][] {
  const rows: Run[][][] = []
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'table_close') break
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'inline' && isInTable(tokens, at)) {
      const weight = tokens[at - 1]?.type === 'th_open' ? 600 : 400
      rows.at(-1)?.push(runsOf(token, styles, weight))
    }
  }
  return rows
}
