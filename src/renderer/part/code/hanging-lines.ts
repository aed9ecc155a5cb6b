import { type EditorState, type Extension, RangeSetBuilder, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** In letters: what goes on in the next row begins so much further right than its line. */
const CONTINUATION = 4
/** In letters: a line that is deeper goes on as if it were as deep as that. */
const DEEPEST = 16

// A class for each depth: the page's policy forbids an element a style of its own.
const depths = Array.from({ length: DEEPEST + 1 }, (_, depth) => ({
  name: `deep-${depth}`,
  decoration: Decoration.line({ class: `deep-${depth}` }),
}))

const hangingTheme = EditorView.theme(
  Object.fromEntries(
    depths.map(({ name }, depth) => [
      `.${name}`,
      {
        paddingLeft: `calc(6px + ${depth + CONTINUATION}ch)`,
        textIndent: `-${depth + CONTINUATION}ch`,
      },
    ]),
  ),
)

function hang({ doc }: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (let number = 1; number <= doc.lines; number += 1) {
    const { from, text } = doc.line(number)
    const depth = /^ */.exec(text)?.[0].length ?? 0
    const { decoration } = depths[Math.min(depth, DEEPEST)] ?? {}
    if (decoration !== undefined) builder.add(from, from, decoration)
  }
  return builder.finish()
}

/** Breaks lines that are too long for the view; what goes on below is indented with its line. */
export const hangingLines: Extension = [
  EditorView.lineWrapping,
  hangingTheme,
  StateField.define<DecorationSet>({
    create: hang,
    update: (shown, { docChanged, state }) => (docChanged ? hang(state) : shown),
    provide: (field) => EditorView.decorations.from(field),
  }),
]
