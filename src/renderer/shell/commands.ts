import { onBeforeUnmount, onMounted } from 'vue'
import type { Command } from '../../contract/command'
import { useChartFocus } from '../store/chart-focus'
import { useExport, type RunSubject } from '../store/library/export'
import { useFiles } from '../store/library/files'
import { useLab } from '../store/lab'
import { useLaunch } from '../store/run/launch'
import { useLibrary } from '../store/library/library'
import { useNavigation } from '../store/navigation'
import { usePresenter } from '../store/presenter'
import { isTyping } from '../workshop/player/transport-keys'
import { useRun } from '../store/run/run'

/** Does what the native menu and the keyboard ask for, wherever in the window that is. */
export function useCommands(): void {
  const lab = useLab()
  const exporting = useExport()
  const files = useFiles()
  const focus = useChartFocus()
  const launch = useLaunch()
  const library = useLibrary()
  const navigation = useNavigation()
  const presenter = usePresenter()
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
    present: () => void presenter.start(),
    'show-about': () => (navigation.isAboutOpen = true),
    'show-shortcuts': () => (navigation.isShortcutsOpen = true),
    'start-run': start,
    'cancel-run': () => void run.cancel(),
    export: () => {
      const runIds = shownRuns()
      if (runIds.length > 0) exporting.open(runIds, null)
    },
    'copy-chart': () => {
      const subject = chartToCopy()
      if (subject === null) return
      void exporting.copy(subject.runIds, subject.chart, subject.contenders)
    },
    'copy-table': () => {
      const runIds = shownRuns()
      if (runIds.length > 0) void exporting.copyTable(runIds, 'tsv')
    },
    import: () => {
      navigation.show('library')
      void files.chooseResult()
    },
    'search-library': () => {
      // Each page is searched in itself.
      if (navigation.view === 'method') {
        navigation.methodSearchAsked += 1
        return
      }
      navigation.show('library')
      library.searchAsked += 1
    },
  }

  /** The chart that fills the view or was last turned to, else throughput. */
  function chartToCopy(): (Omit<RunSubject, 'kind'> & { readonly chart: string }) | null {
    const runIds = shownRuns()
    if (runIds.length === 0) return null
    if (navigation.view === 'library' && library.layers.length > 0) {
      const chart = focus.filled.library ?? focus.turnedTo.library ?? 'overlay-throughput'
      return { runIds, chart, contenders: library.compared }
    }
    const isSweep = navigation.view === 'library' || run.finished?.result.kind === 'corewise-sweep'
    const chosen = focus.filled.run ?? focus.turnedTo.run
    const fits = chosen !== null && chosen.startsWith('sweep-') === isSweep
    const chart = fits ? chosen : isSweep ? 'sweep-throughput' : 'throughput'
    return { runIds: runIds.slice(0, 1), chart, contenders: null }
  }
  /** A chart that fills the view goes back first; only then is a run cancelled. */
  function leave({ defaultPrevented }: KeyboardEvent): void {
    const { view } = navigation
    if ((view === 'run' || view === 'library') && focus.shrink(view)) return
    if (view === 'run' && !defaultPrevented) void run.cancel()
  }

  function press(event: KeyboardEvent): void {
    if (isInDialog(event.target) || presenter.isOn) return
    if (event.key === 'Escape') leave(event)
    if (event.key === '?' && !isTyping(event)) navigation.isShortcutsOpen = true
    if (navigation.view === 'method' && isFind(event)) {
      event.preventDefault()
      navigation.methodSearchAsked += 1
    }
    if (navigation.view !== 'run') return
    if (event.key === 'Enter' && !event.repeat && isFree(event)) start()
  }

  const stop = lab.on('command', (command) => {
    // Behind the slides nobody would see what it does.
    if (!presenter.isOn) actions[command]()
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
 * True for an Enter that nothing else acts on. On a button it does what the button is for, except
 * on a choice that is made already: a person who has just chosen a preset runs it.
 */
function isFree({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return !defaultPrevented
  if (target.closest('[role="radio"][aria-checked="true"]') !== null) return true
  return !defaultPrevented && target.closest('button, a, select, summary, textarea') === null
}

/** What one presses to find something in a page. */
const isFind = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey && !shiftKey

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null
