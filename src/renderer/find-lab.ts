import type { LabApi } from '../contract/lab-api'
import { connectWebSocket } from '../contract/channel/web-socket'
import { recordedLab, recordingSchema } from './recorded-lab'

declare global {
  interface Window {
    /** What the desktop's preload gives the page. */
    readonly lab?: LabApi
  }
}

/**
 * The lab that this page belongs to: the desktop's, the browser shell's, or a recording of one
 * (`?recording=file.json`), which shows the interface without any of them.
 */
export async function findLab(): Promise<LabApi> {
  if (window.lab) return window.lab
  const recording = new URLSearchParams(location.search).get('recording')
  if (recording !== null) {
    const response = await fetch(new URL(recording, location.href))
    return recordedLab(recordingSchema.parse(await response.json()))
  }
  const address = new URL('socket', location.href.replace(/^http/, 'ws'))
  return connectWebSocket(
    () => new WebSocket(address),
    (callback, ms) => setTimeout(callback, ms),
  )
}
