import { onBeforeUnmount, onMounted } from 'vue'
import type { Command } from '../../contract/command'
import { useExport } from '../store/export'
import { useLab } from '../store/lab'
import { useLaunch } from '../store/launch'
import { useLibrary } from '../store/library'
import { useNavigation } from '../store/navigation'
import { useRun } from '../store/run'

/** Does what the native menu and the keyboard ask for, wherever in the window that is. */
export function useCommands(): void {
  const lab = useLab()
  const exporting = useExport()
  const launch = useLaunch()
  const library = useLibrary()
  const navigation = useNavigation()
  const run = useRun()

  function start(): void {
    navigation.show('run')
    launch.start()
  }
  function shownRuns(): string[] {
    const saved = run.finished?.saved
    if (navigation.view === 'library') return [...library.ticked]
    return saved?.ok ? [saved.value.id] : []
  }

  const actions: Record<Command, () => void> = {
    'show-run': () => {
      navigation.show('run')
    },
    'show-library': () => {
      navigation.show('library')
    },
    'show-workshop': () => {
      navigation.show('workshop')
    },
    'show-method': () => {
      navigation.show('method')
    },
    'show-about': () => (navigation.isAboutOpen = true),
    'start-run': start,
    'cancel-run': () => void run.cancel(),
    export: () => {
      const runIds = shownRuns()
      if (runIds.length > 0) exporting.open(runIds, null)
    },
    'copy-chart': () => {
      const [id] = shownRuns()
      if (id !== undefined) void exporting.copy(id, 'throughput')
    },
    import: () => {
      navigation.show('library')
      void library.chooseImport()
    },
    'search-library': () => {
      navigation.show('library')
      library.searchAsked += 1
    },
  }

  function press(event: KeyboardEvent): void {
    if (isInDialog(event.target) || navigation.view !== 'run') return
    if (event.key === 'Enter' && !event.repeat && isFree(event)) start()
    if (event.key === 'Escape' && !event.defaultPrevented) void run.cancel()
  }

  const stop = lab.on('command', (command) => {
    actions[command]()
  })
  onMounted(() => {
    addEventListener('keydown', press)
  })
  onBeforeUnmount(() => {
    removeEventListener('keydown', press)
    stop()
  })
}

/**
 * True for an Enter that nothing else acts on. On a button it does what the button is for, except on
 * a choice that is made already: whoever has just chosen a preset runs it.
 */
function isFree({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return !defaultPrevented
  if (target.closest('[role="radio"][aria-checked="true"]') !== null) return true
  return !defaultPrevented && target.closest('button, a, select, summary, textarea') === null
}

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null
