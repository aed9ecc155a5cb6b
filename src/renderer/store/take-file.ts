import { MAX_IMPORT_BYTES } from '../../contract/library'
import { useNotices } from './notices'
import { useRecording } from './recording'
import { useShelf } from './shelf'
import { useWorkshop } from './workshop'

/** Takes a file that the person chose or dropped on the workshop: a recording is shown, a workshop kept. */
export function useFileTaker(): (file: File) => Promise<void> {
  const notices = useNotices()
  const recording = useRecording()
  const shelf = useShelf()
  const workshop = useWorkshop()
  return async (file) => {
    if (file.size > MAX_IMPORT_BYTES) {
      const message = `${file.name}: at most ${MAX_IMPORT_BYTES} bytes, got ${file.size}`
      notices.complain({ code: 'invalid-input', message, fields: [] })
      return
    }
    const text = await file.text()
    const data = parsed(text)
    if (isRecording(data)) {
      await recording.show(file.name, data)
      return
    }
    if (isTrace(data)) {
      const message = `${file.name} is a trace for Perfetto; what opens here is what Export recording gives`
      notices.complain({ code: 'invalid-input', message, fields: [] })
      return
    }
    const saved = await shelf.importText(file.name, text)
    if (saved !== null) workshop.choose(saved.id)
  }
}

/** Null where it is no JSON: the host says what is wrong with it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isRecording = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'corewise-recording'

const isTrace = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'traceEvents' in data
