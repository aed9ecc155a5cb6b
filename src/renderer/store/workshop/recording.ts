import { isolated } from '../../../report/isolated-text'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { withoutSchemaName } from '../../../contract/check/without-schema-name'
import { recordingFileSchema, type RecordingFormat } from '../../../contract/workshop/recording'
import { useDelivery } from '../library/deliver'
import { useLab } from '../lab'
import { useLesson } from './lesson'
import { useNotices } from '../notices'

/** Recorded runs that come from files and go into files. */
export const useRecording = defineStore('recording', () => {
  const lab = useLab()
  const notices = useNotices()
  const tellOf = useDelivery()
  const open = useLesson()
  /** The file whose recording is shown; null where none is. */
  const fileName = ref<string | null>(null)

  const complain = (name: string, what: string): void => {
    notices.complain({ code: 'invalid-input', message: `${isolated(name)}: ${what}`, fields: [] })
  }

  return {
    fileName,
    /** Shows the recording in a file; `data` is what the file holds, parsed. */
    async show(name: string, data: unknown): Promise<void> {
      const parsed = recordingFileSchema.safeParse(withoutSchemaName(data))
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        const field = issue?.path.map(String).join('.') ?? ''
        complain(name, `not a recording that this version reads (${field}: ${issue?.message})`)
        return
      }
      try {
        await open.showRecording(parsed.data)
        fileName.value = name
      } catch (error) {
        complain(name, error instanceof Error ? error.message : String(error))
      }
    },
    close(): void {
      open.pause()
      fileName.value = null
    },
    /** Gives what is recorded of the shown program to where the person says. */
    async save(format: RecordingFormat): Promise<void> {
      if (open.packed === null) return
      const delivery = await lab.exportRecording({ recording: open.packed, format })
      await tellOf(notices.valueOf(delivery), format === 'chrome' ? 'Trace' : 'Recording')
    },
  }
})
