import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { python } from '@codemirror/lang-python'
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import {
  EditorSelection,
  EditorState,
  StateEffect,
  StateField,
  type Extension,
} from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
  WidgetType,
  type DecorationSet,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { LineMark } from '../../model/workshop/line-marks'
import { TASK_COLOURS } from '../../model/workshop/task-colour'
import { hangingLines } from './hanging-lines'

/** What a view of code shows, and what it tells of changes. */
export interface CodeViewOptions {
  readonly text: string
  readonly language: 'TypeScript' | 'Python'
  readonly label: string
  readonly isReadOnly: boolean
  readonly changed: (text: string) => void
}

/** Only these: everything else is grey, so that the marks of the tasks stand out. */
const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword], fontWeight: '600' },
  { tag: [tags.comment], color: 'var(--faint)', fontStyle: 'italic' },
  { tag: [tags.string, tags.number, tags.bool, tags.null], color: 'var(--soft)' },
])

const editorTheme = EditorView.theme({
  '&': { fontSize: 'var(--small)', color: 'var(--ink)', height: '100%' },
  '&.cm-focused': { outline: '2px solid var(--ink)', outlineOffset: '-2px' },
  '.cm-scroller': {
    // Lines are wrapped; of a few pixels that stick out nobody wants a bar.
    overflowX: 'hidden',
    scrollbarWidth: 'thin',
    fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace",
    lineHeight: 'var(--code-leading)',
  },
  // As for the whole page, whose rules do not reach in here.
  '@supports not (scrollbar-width: thin)': {
    '.cm-scroller::-webkit-scrollbar': { width: '10px' },
    '.cm-scroller::-webkit-scrollbar-thumb': {
      border: '2px solid transparent',
      borderRadius: '5px',
      background: 'var(--line-strong) content-box',
    },
  },
  '.cm-gutters': { background: 'transparent', color: 'var(--faint)', border: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--ink) 18%, transparent) !important',
  },
  '.running, .suspended': {
    boxShadow: 'inset 4px 0 0 var(--task, var(--ink))',
    background: 'color-mix(in srgb, var(--task, var(--ink)) 12%, transparent)',
  },
  '.running': { boxShadow: 'inset 8px 0 0 var(--task, var(--ink))' },
  ...Object.fromEntries(
    Array.from({ length: TASK_COLOURS }, (_, colour) => [
      `.task-${colour}`,
      { '--task': `var(--task-${colour})` },
    ]),
  ),
  '.mark': {
    marginLeft: '12px',
    padding: '0 6px',
    borderRadius: '3px',
    border: '1px solid var(--task, var(--ink))',
    background: 'var(--task, var(--ink))',
    color: 'var(--on-ink)',
    fontFamily: 'var(--type)',
    fontSize: '0.92em',
    // In a narrow column it is broken too: code is never scrolled sideways.
    display: 'inline-block',
    maxWidth: 'calc(100% - 24px)',
    textIndent: '0',
  },
  // A task that is suspended is outlined, the one that runs is filled.
  '.outlined': {
    borderLeftWidth: '8px',
    background: 'var(--surface)',
    color: 'var(--ink)',
  },
  '.fault, .fault .mark': { background: 'var(--fault-ground)', color: 'var(--fault)' },
})

/** The words behind a line. */
class MarkWords extends WidgetType {
  readonly #mark: LineMark

  constructor(mark: LineMark) {
    super()
    this.#mark = mark
  }

  override eq(other: MarkWords): boolean {
    return keyOf(other.#mark) === keyOf(this.#mark)
  }

  toDOM(): HTMLElement {
    const element = document.createElement('span')
    for (const { text, colour } of this.#mark.parts) {
      const part = document.createElement('span')
      const className = this.#mark.kind === 'suspended' ? 'mark outlined' : 'mark'
      part.className = className + colourClass(colour)
      part.textContent = text
      element.append(part)
    }
    return element
  }
}

const colourClass = (colour: number | null): string => (colour === null ? '' : ` task-${colour}`)

/** So many lines around what is brought into view are in view too. */
const LINES_AROUND = 3

const marksChanged = StateEffect.define<readonly LineMark[]>()

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    const effect = transaction.effects.find((each) => each.is(marksChanged))
    if (effect === undefined) return shown.map(transaction.changes)
    const { doc } = transaction.state
    const ranges = effect.value.flatMap((mark) => {
      const { from, to } = doc.line(mark.line)
      const words = Decoration.widget({ widget: new MarkWords(mark), side: 1 })
      // Where several tasks stand on a line, the line itself is nobody's.
      const [only, another] = mark.parts
      const colour = another === undefined ? colourClass(only?.colour ?? null) : ''
      return [Decoration.line({ class: mark.kind + colour }).range(from), words.range(to)]
    })
    return Decoration.set(ranges, true)
  },
  provide: (field) => EditorView.decorations.from(field),
})

/**
 * Typing over a selection, done here: the browser would keep the style of what it replaces in a
 * style of the element, which the page's policy forbids.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { state } = view
    const isTyped = event.inputType === 'insertText' && event.data !== null && !view.composing
    if (!isTyped || state.readOnly || state.selection.main.empty) return false
    event.preventDefault()
    view.dispatch(state.replaceSelection(event.data), {
      userEvent: 'input.type',
      scrollIntoView: true,
    })
    return true
  },
})

/**
 * Code with line numbers and marks behind its lines, to be read or edited. It lies in a shadow
 * root, as only there the editor brings its style without a `<style>`, which the page's policy
 * forbids. Tab is left to the page, so that one gets out of it with the keyboard.
 */
export class CodeView {
  readonly #view: EditorView
  readonly #resized = new ResizeObserver(() => {
    this.#view.dispatch({ effects: this.#reveal() })
  })
  /** The marks that are there. */
  #shown: ReadonlySet<string> = new Set()
  /**
   * The mark that is kept in view, through steps that do not change it and in a view of another
   * size.
   */
  #current: LineMark | null = null

  constructor(host: HTMLElement, options: CodeViewOptions) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: options.text, extensions: extensionsFor(options) }),
    })
    this.#resized.observe(host)
  }

  get text(): string {
    return this.#view.state.doc.toString()
  }

  show(text: string): void {
    if (text === this.text) return
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } })
  }

  /**
   * Puts these marks in the place of those before, and brings into view what runs, else what is
   * new, else what was brought into view before.
   */
  mark(marks: readonly LineMark[]): void {
    const { doc } = this.#view.state
    const fitting = marks.filter(({ line }) => line >= 1 && line <= doc.lines)
    const shown = this.#shown
    this.#shown = new Set(fitting.map(keyOf))
    const current = this.#current
    this.#current =
      fitting.find(({ kind }) => kind !== 'suspended') ??
      fitting.find((mark) => !shown.has(keyOf(mark))) ??
      fitting.find(({ line }) => line === current?.line) ??
      null
    this.#view.dispatch({ effects: [marksChanged.of(fitting), ...this.#reveal()] })
  }

  /** What brings the current line into view, with the lines around it. */
  #reveal(): StateEffect<unknown>[] {
    const { doc } = this.#view.state
    if (this.#current === null || this.#current.line > doc.lines) return []
    const { from, to } = doc.line(this.#current.line)
    const yMargin = LINES_AROUND * this.#view.defaultLineHeight
    return [EditorView.scrollIntoView(EditorSelection.range(from, to), { y: 'nearest', yMargin })]
  }

  destroy(): void {
    this.#resized.disconnect()
    this.#view.destroy()
  }
}

const keyOf = ({ line, kind, parts }: LineMark): string =>
  [line, kind, ...parts.flatMap(({ text, colour }) => [text, colour])].join(' ')

function extensionsFor({ language, label, isReadOnly, changed }: CodeViewOptions): Extension[] {
  const editing = [
    history(),
    indentOnInput(),
    bracketMatching(),
    typingOver,
    // Ctrl+Enter is left to the page, which runs the program.
    keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString())
    }),
  ]
  return [
    lineNumbers(),
    hangingLines,
    drawSelection(),
    language === 'Python' ? python() : javascript({ typescript: true }),
    syntaxHighlighting(highlight),
    editorTheme,
    marked,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorState.readOnly.of(isReadOnly),
    ...(isReadOnly ? [] : editing),
  ]
}
