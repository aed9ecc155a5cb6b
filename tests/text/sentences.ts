import { readFileSync } from 'node:fs'
import { parse as parseVue } from 'vue/compiler-sfc'
import ts from 'typescript'

/** A sentence that somebody reads, and where it stands. */
export interface Sentence {
  readonly place: string
  readonly text: string
}

/** What is quoted from elsewhere, such as an error or a line of code, counts as one word. */
const quoted = /“[^”]*”|`[^`]*`/g

/** The sentences of a text: they end with a full stop, a question or an exclamation mark. */
export function sentencesIn(text: string): string[] {
  return text
    .replace(quoted, (words) => (words.startsWith('`') ? 'code' : 'quote'))
    .replace(/\b(e\.g|i\.e|vs|etc)\./g, '$1')
    .split(/(?<=[.!?][”’)*_]*)\s+|\n\s*\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Words of a sentence: what has a letter or a digit. */
export function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** The sentences of a Markdown file, cell by cell and item by item, without its code. */
export function markdownSentences(path: string): Sentence[] {
  return sentencesOfMarkdown(readFileSync(path, 'utf8')).map((text) => ({ place: path, text }))
}

/** The sentences of a Markdown text. */
function sentencesOfMarkdown(markdown: string): string[] {
  const head = /^---\n[\s\S]*?\n---\n/.exec(markdown)?.[0] ?? ''
  // The head of a lesson is YAML: a line is a text of its own.
  const body = head.replaceAll('\n', '\n\n') + markdown.slice(head.length)
  const blocks = body.replace(/```[\s\S]*?```/g, '\n\n').split(/\n\s*\n|\n(?=\s*(?:[-|#>]|\d+\. ))/)
  return blocks
    .flatMap((block) => (block.trimStart().startsWith('|') ? block.split('|') : [block]))
    .map((block) => block.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1'))
    .flatMap((block) => sentencesIn(block.replace(/\s+/g, ' ')))
}

/** What a source file says: its string literals, and the text of a component's template. */
export function sourceSentences(path: string): Sentence[] {
  const source = readFileSync(path, 'utf8')
  const texts = path.endsWith('.vue') ? textsOfComponent(source) : textsOfScript(source)
  return texts
    .filter((text) => !isMarkup(text))
    .flatMap((text) => text.split('\n'))
    .flatMap(sentencesIn)
    .map((text) => ({ place: path, text }))
}

/** Styles, elements and the paths of icons are read by nobody. */
const isMarkup = (text: string): boolean => /\{[^}]*:[^}]*;|<\/?\w+|^M[\d .]+/.test(text)

function textsOfComponent(source: string): string[] {
  const { descriptor } = parseVue(source)
  const template = descriptor.template?.content ?? ''
  const attributes = [...template.matchAll(/\s[\w-]+="([^"]*)"/g)].flatMap(([, value = '']) =>
    value.includes(' ')
      ? textsOfScript(`(${value})`).concat(value.includes('?') ? [] : [value])
      : [],
  )
  const inner = template
    .replace(/\{\{[\s\S]*?\}\}/g, 'figure')
    .split(/<[^>]*>/)
    .map((text) => text.replace(/\s+/g, ' '))
  return [...inner, ...attributes, ...textsOfScript(descriptor.scriptSetup?.content ?? '')]
}

/** Each string with what is computed in it as one word. */
function textsOfScript(source: string): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text)
    if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(({ literal }) => `0${literal.text}`)
      texts.push(node.head.text + spans.join(''))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true))
  return texts
}
