// Turns Markdown into HTML: all of it is computing, and nothing can wait. An `async` in front of it
// does not change that.
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt()

const paragraph =
  'An *event loop* holds **tasks**; one runs at a time, until it `awaits` something.\n\n'
export const inputs = [100, 200, 300].map((times) => `# Loop\n\n${paragraph.repeat(times)}`)

export function blocking(text: string): number {
  return markdown.render(text).length
}

export function job(text: string): Promise<number> {
  return Promise.resolve(blocking(text))
}
