import MarkdownIt, { type Token } from 'markdown-it'
import { cleanText } from '../export/text/clean-text'

/**
 * HTML in a text is shown as it is written; a picture, which would lie elsewhere, as its caption.
 */
const markdown = new MarkdownIt({ html: false, linkify: false })
markdown.renderer.rules.image = (tokens, index) =>
  markdown.utils.escapeHtml(tokens[index]?.content ?? '')

/** Headings of a text stand below that of its lesson and of its part. */
const HEADINGS_ABOVE = 2

/** The parts of a text in Markdown, in the way of markdown-it. */
export function markdownTokens(text: string): Token[] {
  const tokens = markdown.parse(cleanText(text), {})
  for (const token of tokens.filter(({ type }) => type.startsWith('heading_'))) {
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + HEADINGS_ABOVE)}`
  }
  return tokens
}

/** A text in Markdown as HTML that is safe inside a page. */
export function markdownHtml(text: string): string {
  return markdown.renderer.render(markdownTokens(text), markdown.options, {})
}
