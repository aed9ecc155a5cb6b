/** One frame of a stack as text: what it calls, and where, as `file:line` or `file:line:column`. */
const FRAME = /^\s*at (?:.*\()?([^()\s]+?):(\d+)(?::\d+)?\)?$/

/**
 * Where the loop was called from: `file:line` of the innermost frame outside of the loop's own
 * code; undefined where the runtime does not tell.
 */
export function callSite(): string | undefined {
  const frames = framesOf(new Error().stack)
  const own = frames[0]
  return frames.find(({ file }) => own !== undefined && !isBeside(file, own.file))?.site
}

interface Frame {
  readonly file: string
  readonly site: string
}

function framesOf(stack: string | undefined): Frame[] {
  const frames: Frame[] = []
  for (const line of (stack ?? '').split('\n')) {
    const [, file, lineNumber] = FRAME.exec(line) ?? []
    if (file === undefined || lineNumber === undefined || file === 'native') continue
    frames.push({ file, site: `${file.replace(/^file:\/\//, '')}:${lineNumber}` })
  }
  return frames
}

// The loop is one file where it is bundled. Where it is not, it is the folder in which this file
// lies.
function isBeside(file: string, own: string): boolean {
  const folder = own.slice(0, own.lastIndexOf('/') + 1)
  return file === own || (folder !== '' && file.startsWith(folder))
}
