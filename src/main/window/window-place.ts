import { app, screen, type BrowserWindow, type Rectangle, type Size } from 'electron'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the window was left, in the system's points. */
const placeSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximized: z.boolean(),
})
type Place = z.infer<typeof placeSchema>

const FIRST_SIZE: Size = { width: 1280, height: 800 }

const placeFile = (): string => join(app.getPath('userData'), 'window.json')

/**
 * Where a new window goes: where it was left, as far as there is a screen; else the system decides.
 */
export function placeForWindow(): { bounds: Rectangle | Size; isMaximized: boolean } {
  const kept = readPlace()
  if (kept === null) return { bounds: FIRST_SIZE, isMaximized: false }
  const { x, y, width, height, isMaximized } = kept
  const bounds = { x, y, width, height }
  const isSeen = screen.getAllDisplays().some(({ workArea }) => overlap(workArea, bounds))
  return { bounds: isSeen ? bounds : { width, height }, isMaximized }
}

/** Keeps where the window is when it closes; what cannot be kept is only not remembered. */
export function keepPlaceOf(window: BrowserWindow): void {
  window.on('close', () => {
    const place: Place = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
    try {
      if (!(statSync(placeFile(), { throwIfNoEntry: false })?.isFile() ?? true)) return
      writeFileSync(placeFile(), JSON.stringify(place))
    } catch {
      // The window's next place is the system's choice.
    }
  })
}

/** For a pipe in its place one would wait for ever. */
const MOST_BYTES = 4_096

function readPlace(): Place | null {
  try {
    const found = statSync(placeFile())
    if (!found.isFile() || found.size > MOST_BYTES) return null
    return placeSchema.parse(JSON.parse(readFileSync(placeFile(), 'utf8')))
  } catch {
    return null
  }
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  const isBeside = a.x >= b.x + b.width || b.x >= a.x + a.width
  const isAbove = a.y >= b.y + b.height || b.y >= a.y + a.height
  return !isBeside && !isAbove
}
