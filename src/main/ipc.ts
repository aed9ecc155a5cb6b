import { ipcMain, webContents, type WebFrameMain } from 'electron'
import { callChannel, eventChannel } from '../contract/channel/channel'
import { answer, type Emit, type Handlers } from '../contract/channel/handlers'
import { callNames } from '../contract/lab-api'
import type { LabError } from '../contract/channel/reply'
import { isLabPage } from './window/page'

/**
 * Answers every call of the contract over IPC, for the lab's own page only.
 *
 * @param explain says what a handler threw; also the place to log it
 */
export function serveCalls(handlers: Handlers, explain: (error: unknown) => LabError): void {
  for (const name of callNames) {
    ipcMain.handle(callChannel(name), async (event, input: unknown) => {
      if (!isTopFrameOfLab(event.senderFrame)) {
        throw new Error(`${name}: refused, because it does not come from the lab's own page`)
      }
      return answer(handlers, name, input, explain)
    })
  }
}

/** Sends an event of the contract to every window. */
export const emitToWindows: Emit = (event, payload) => {
  for (const contents of webContents.getAllWebContents()) {
    if (isLabPage(contents.getURL())) contents.send(eventChannel(event), payload)
  }
}

function isTopFrameOfLab(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isLabPage(frame.url)
}
