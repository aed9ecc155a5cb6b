import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LibraryEntry, RunOrSweep } from '../../../contract/library'
import type { Reply } from '../../../contract/channel/reply'
import {
  shareDone,
  type ActiveRun,
  type RunEvent,
  type RunHandle,
  type SweepRequest,
  type SweepSettings,
} from '../../../contract/run'
import type { Verdict } from '../../../report/verdict/verdict'
import type { Search, SearchRequest } from '../../../contract/search'
import type { ExperimentName } from '../../../contract/gallery'
import { advance, snapshot, startLiveRun, type LiveRun } from '../../model/live-run'
import type { Spec } from '../../../contract/spec'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** A run that ended in this window, or one of the library that was opened. */
export interface FinishedRun {
  readonly result: RunOrSweep
  readonly verdict: Verdict
  readonly saved: Reply<LibraryEntry>
}

/** What a run or a sweep was started with. */
export interface Ran {
  readonly spec: Spec
  /** Null for a single run and for a search. */
  readonly sweep: SweepSettings | null
  /** Null for what was no search. */
  readonly search: Search | null
  /** What was repeated; null for what was none of the gallery. */
  readonly experiment: ExperimentName | null
}

/** At most ten updates a second reach the screen, however fast progress comes. */
const PUBLISH_MS = 100

/** The run that goes on, and what the last one came to. */
export const useRun = defineStore('run', () => {
  const lab = useLab()
  const notices = useNotices()
  /** Changed in place as progress comes; the interface sees snapshots of it. */
  let raw: LiveRun | null = null
  const live = shallowRef<LiveRun | null>(null)
  /** The live data of the run that `finished` came from: its lanes are not in the result. */
  const lastLive = shallowRef<LiveRun | null>(null)
  const finished = shallowRef<FinishedRun | null>(null)
  const isStarting = ref(false)
  const isCancelling = ref(false)
  let isPublishDue = false

  function publishSoon(): void {
    if (isPublishDue) return
    isPublishDue = true
    setTimeout(() => {
      isPublishDue = false
      if (live.value !== null && raw !== null) live.value = snapshot(raw)
    }, PUBLISH_MS)
  }

  function begin(active: ActiveRun): void {
    raw = startLiveRun(active)
    live.value = snapshot(raw)
  }

  async function begun(ask: () => Promise<Reply<RunHandle>>): Promise<void> {
    if (live.value !== null || isStarting.value) return
    isStarting.value = true
    notices.valueOf(await ask())
    isStarting.value = false
  }

  function receive(event: RunEvent): void {
    switch (event.kind) {
      case 'started':
        begin(event)
        isCancelling.value = false
        return
      case 'progressed':
        if (raw?.runId !== event.runId) return
        advance(raw, event.progress, event.point)
        publishSoon()
        return
      case 'finished':
        lastLive.value = raw === null ? null : snapshot(raw)
        live.value = null
        finished.value = event
        if (!event.saved.ok) {
          const message = `The run is not in the library: ${event.saved.error.message}`
          notices.complain({ ...event.saved.error, message })
        }
        return
      case 'failed':
        live.value = null
        notices.complain(event.error)
    }
  }
  lab.on('run', receive)

  return {
    live,
    lastLive,
    finished,
    isStarting,
    isCancelling,
    /** How much of what goes on is done, from 0 to 1; null where nobody knows. */
    share: computed(() => (live.value === null ? null : shareDone(live.value, live.value.point))),
    /** What the run on the stage was started with; null where there is none. */
    ran: computed(() => (finished.value === null ? null : ranBy(finished.value.result))),
    isRunning: computed(() => live.value !== null),
    /**
     * About; of a sweep until its last point ends, each of which takes as long as this one, of a
     * search until the run that goes on ends.
     */
    timeLeftMs: computed(() => {
      if (live.value === null) return 0
      const { totalMs, elapsedMs, point } = live.value
      const pointsToCome = point?.count == null ? 0 : point.count - point.index - 1
      return Math.max(0, totalMs - elapsedMs) + pointsToCome * totalMs
    }),
    /** Joins a run that was going on when the window was opened or loaded again. */
    async join(): Promise<void> {
      const active = notices.valueOf(await lab.activeRun())
      if (active && live.value === null) {
        begin(active)
      }
    },
    async start(spec: Spec): Promise<void> {
      await begun(() => lab.startRun(spec))
    },
    async startSweep(request: SweepRequest): Promise<void> {
      await begun(() => lab.startSweep(request))
    },
    async startSearch(request: SearchRequest): Promise<void> {
      await begun(() => lab.startSearch(request))
    },
    async startExperiment(experiment: ExperimentName): Promise<void> {
      await begun(() => lab.startExperiment({ experiment }))
    },
    async cancel(): Promise<void> {
      if (live.value === null || isCancelling.value) return
      isCancelling.value = true
      const { runId } = live.value
      notices.valueOf(await lab.cancelRun({ runId }))
    },
    /** What a run of the library was started with; null where it cannot be read. */
    async read(id: string): Promise<Ran | null> {
      const stored = notices.valueOf(await lab.readRun({ id }))
      if (stored === null || stored.result.kind === 'corewise-foreign') return null
      return ranBy(stored.result)
    },
    /** Puts a run of the library on the stage; gives what was run. */
    async open(id: string): Promise<Ran | null> {
      const stored = notices.valueOf(await lab.readRun({ id }))
      if (stored === null) return null
      const { entry, result } = stored
      // Another tool's is shown beside the lab's own, in the library.
      if (result.kind === 'corewise-foreign') return null
      lastLive.value = null
      finished.value = { result, verdict: entry.verdict, saved: { ok: true, value: entry } }
      return ranBy(result)
    },
  }
})

/**
 * Of a sweep or a search the spec of its first point, without the place in the sweep that its name
 * has.
 */
function ranBy(result: RunOrSweep): Ran | null {
  const plain = { sweep: null, search: null, experiment: null }
  if (result.kind === 'corewise-result') return { ...plain, spec: result.spec }
  const { over, points, finding } = result
  const [first] = points
  if (first === undefined) return null
  const { spec } = first.result
  const place = ` (${over} ${first.value})`
  const name = spec.name.endsWith(place) ? spec.name.slice(0, -place.length) : spec.name
  const named = { ...spec, name }
  switch (finding?.kind) {
    case 'highest-rate': {
      // Each contender was run by itself.
      const contenders = finding.contenders.map((found) => found.name)
      const search = { kind: finding.kind, limitMs: finding.limitMs }
      return { ...plain, spec: { ...named, contenders }, search }
    }
    case 'repetition':
      return { ...plain, spec: named, experiment: finding.experiment }
    case 'crossover':
      return { ...plain, spec: named, search: { kind: finding.kind } }
    case undefined: {
      const values = points.map(({ value }) => value)
      return { ...plain, spec: named, sweep: { over, values } }
    }
  }
}
