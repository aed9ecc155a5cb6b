import { parentPort } from 'node:worker_threads'
import { answerHandOffs, type HandOffOrder } from '../way/hand-off'
import type { Echoed } from '../way/message-trip'

// The other of two threads: it hands back what it was handed, or echoes what it was sent.

const port = parentPort
if (port === null) throw new Error('The partner cannot be the main thread')

port.on('message', (message: HandOffOrder | Echoed) => {
  if (typeof message === 'number') port.postMessage(message)
  else answerHandOffs(message)
})
