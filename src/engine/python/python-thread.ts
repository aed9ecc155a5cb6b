import { parentPort } from 'node:worker_threads'
import type { ProgramOrder } from '../program/program-message'
import { eventKinds, thingKinds } from '../recorder/recording/event'
import { playPython } from './play-python'
import type { PythonMessage } from './python-message'
import { SealedPython } from './sealed-python'

// Keeps CPython ready, plays one program after the other, and sends what was recorded of each.

const settings = JSON.stringify({ eventKinds, thingKinds })

const tell = (message: PythonMessage): void => {
  parentPort?.postMessage(message)
}

async function serve(): Promise<void> {
  const python = await SealedPython.start(settings)
  const play = (order: ProgramOrder): void => {
    const { run, isReusable } = playPython(python, order)
    tell({ kind: 'played', run, isReusable: isReusable && python.reset() })
  }
  parentPort?.on('message', play)
}

serve().catch((error: unknown) => {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
})
