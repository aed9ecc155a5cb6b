import { isolated } from '../../../report/isolated-text'
import { defineStore } from 'pinia'
import { MAX_IMPORT_BYTES } from '../../../contract/library'
import { useAbout } from '../about'
import { useLab } from '../lab'
import { useLibrary } from './library'
import { useNavigation } from '../navigation'
import { useNotices } from '../notices'
import { useRecording } from '../workshop/recording'
import { useSavedWorkshops } from './saved-workshops'
import { useWorkshop } from '../workshop/workshop'

/** Files that the person chose or dropped, wherever in the window that was. */
export const useFiles = defineStore('files', () => {
  const lab = useLab()
  const about = useAbout()
  const library = useLibrary()
  const navigation = useNavigation()
  const notices = useNotices()
  const recording = useRecording()
  const savedWorkshops = useSavedWorkshops()
  const workshop = useWorkshop()

  function complain(message: string): void {
    notices.complain({ code: 'invalid-input', message, fields: [] })
  }

  async function takeWorkshop(fileName: string, text: string): Promise<void> {
    const saved = await savedWorkshops.importText(fileName, text)
    if (saved === null) return
    if (workshop.isEditing) {
      // What is being put together stays open.
      notices.tell(`${isolated(saved.workshop.title)} is in the list of workshops now`)
      return
    }
    recording.close()
    workshop.choose(saved.id)
    navigation.show('workshop')
  }

  /**
   * Opens what a file holds; what it is, it says itself, and else the view that it was given to.
   */
  async function takeText(fileName: string, text: string): Promise<void> {
    const data = parsed(text)
    const kind = kindOf(data)
    if (kind === 'corewise-recording') {
      await recording.show(fileName, data)
      if (recording.fileName === fileName) navigation.show('workshop')
    } else if (isTrace(data)) {
      complain(
        `${fileName} is a trace for Perfetto; what opens here is what Export recording gives`,
      )
    } else if (
      kind === 'corewise-workshop' ||
      (kind === null && navigation.view === 'workshop' && isLikeWorkshop(data))
    ) {
      await takeWorkshop(fileName, text)
    } else if (await library.importText(fileName, text)) navigation.show('library')
  }

  async function take(files: readonly File[]): Promise<void> {
    for (const file of files) {
      if (file.size > MAX_IMPORT_BYTES) {
        const most = MAX_IMPORT_BYTES / 1024 / 1024
        complain(`${file.name} is too large: at most ${most} MiB are read`)
        continue
      }
      const text = await file.text().catch(() => null)
      if (text === null) complain(`${file.name} cannot be read: drop files, not folders`)
      else await takeText(file.name, text)
    }
  }

  return {
    /** Opens one file after the other; what cannot be opened is told and keeps no other from it. */
    take,
    /**
     * Opens the files of what was dropped, and tells of folders, whose files are not looked for.
     */
    async takeDropped({ items, files }: DataTransfer): Promise<void> {
      // Both are gone as soon as this waits for something.
      const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
      const folders = entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name)
      const dropped = [...files].filter(({ name }) => !folders.includes(name))
      if (folders.length > 0) {
        const what = folders.length === 1 ? 'a folder' : 'folders'
        const verb = folders.length === 1 ? 'is' : 'are'
        complain(`${folders.join(', ')} ${verb} ${what}: drop the files in it instead`)
      }
      await take(dropped)
    },
    /** Lets the person choose a result: by the native dialog, in a browser by its own. */
    async chooseResult(): Promise<void> {
      if (about.info?.shell === 'desktop') {
        library.tellOfImport(notices.valueOf(await lab.chooseImport()))
        return
      }
      const input = document.createElement('input')
      input.type = 'file'
      input.accept = '.json,.hlog,.hgrm,.txt,.log,application/json,text/plain'
      input.multiple = true
      input.onchange = () => void take([...(input.files ?? [])])
      input.click()
    },
  }
})

/** Null where it is no JSON: the host says what is wrong with it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function kindOf(data: unknown): string | null {
  const isKnown = typeof data === 'object' && data !== null && 'kind' in data
  return isKnown && typeof data.kind === 'string' ? data.kind : null
}

/** One without its kind, as somebody may have written it; what other tools write is none. */
const isLikeWorkshop = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && ('items' in data || 'title' in data)

const isTrace = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'traceEvents' in data
