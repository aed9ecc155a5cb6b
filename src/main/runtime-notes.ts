import { app } from 'electron'
import release from '../../build/runtime/electron-release.json'

/** What a person should know about the runtime that shows this window. */
export function runtimeNotes(): string[] {
  const notes: string[] = []
  const current = Number.parseInt(release.version, 10)
  if (Number.parseInt(process.versions.electron, 10) < current) {
    notes.push(
      `Electron ${process.versions.electron} is old and out of support (the lab is made for ${current}): for development and tests only.`,
    )
  }
  if (app.commandLine.hasSwitch('no-sandbox')) {
    notes.push("Chromium's sandbox is off, because the lab was started as root.")
  }
  return notes
}
