import { coresText } from '../../../report/format'
import { isolated } from '../../../report/isolated-text'
import { toolTitle } from '../../../report/foreign/foreign-words'
import { sentencesOf } from '../../../report/verdict/verdict'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { aboutOf, foreignLayersOf, layersOf } from '../../../charts/run/overlay-layers'
import type {
  LibraryEntry,
  LibraryList,
  StoredResult,
  StoredRun,
  UnreadRun,
} from '../../../contract/library'
import type { Reply } from '../../../contract/channel/reply'
import type { ContenderName } from '../../../contract/spec'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** As many as the charts can lay over each other and still be read. */
const MOST_TICKED = 6

/** By what the list can be ordered, and what of it can be shown. */
export type LibraryOrder = 'when' | 'name' | 'machine'
export const libraryKinds = ['all', 'runs', 'sweeps', 'foreign'] as const
export type LibraryKind = (typeof libraryKinds)[number]

/** How two ticked runs are shown: laid over each other, or figure by figure with their ratios. */
export const pairWays = ['charts', 'side by side'] as const
export type PairWay = (typeof pairWays)[number]

/** A row of the list: a run, or what is known of one that is still to be read. */
export type LibraryRow = LibraryEntry | UnreadRun
export const isRead = (row: LibraryRow): row is LibraryEntry => 'verdict' in row

/** The runs that are kept, and those of them that are ticked to be compared. */
export const useLibrary = defineStore('library', () => {
  const lab = useLab()
  const notices = useNotices()
  const list = shallowRef<LibraryList>({ entries: [], unread: [], problems: [] })
  const isLoaded = ref(false)
  const query = ref('')
  const searchAsked = ref(0)
  const kind = ref<LibraryKind>('all')
  /** Of which machine runs are shown, and with which tag; null shows all. */
  const shownMachine = ref<string | null>(null)
  const shownTag = ref<string | null>(null)
  const order = ref<LibraryOrder>('when')
  /** From the last to the first, as the newest is looked for most. */
  const isDescending = ref(true)
  const ticked = shallowRef<readonly string[]>([])
  const held = shallowRef<ReadonlyMap<string, StoredRun>>(new Map())

  const shown = computed((): readonly LibraryRow[] => {
    const { entries, unread } = list.value
    const isNarrowed =
      kind.value !== 'all' || shownMachine.value !== null || shownTag.value !== null
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = entries.filter((entry) => {
      if (kind.value !== 'all' && kindOf(entry) !== kind.value) return false
      if (shownMachine.value !== null && machineOf(entry) !== shownMachine.value) return false
      if (shownTag.value !== null && !entry.tags.includes(shownTag.value)) return false
      return hasAll(searchText(entry), words)
    })
    // Of a run that is not read its kind, machine and tags are not known yet.
    const maybe = isNarrowed ? [] : unread.filter(({ name }) => hasAll(name.toLowerCase(), words))
    return inOrder(found, maybe, order.value, isDescending.value)
  })
  /** What the list can be narrowed down to, in the order of names. */
  const machines = computed(() => distinct(list.value.entries.map(machineOf)))
  const tags = computed(() => distinct(list.value.entries.flatMap((entry) => entry.tags)))
  // What nothing is of any more would leave an empty list that nobody asked for.
  watch([machines, tags], () => {
    if (!machines.value.includes(shownMachine.value ?? '')) shownMachine.value = null
    if (!tags.value.includes(shownTag.value ?? '')) shownTag.value = null
  })
  const tickedRuns = computed(() =>
    ticked.value.flatMap((id) => {
      const stored = held.value.get(id)
      return stored === undefined ? [] : [stored]
    }),
  )

  /** The ticked runs as layers of one chart, called as they are called now. */
  const tickedByName = computed(() =>
    ticked.value.map((id) => ({
      name: list.value.entries.find((entry) => entry.id === id)?.name ?? id,
      result: held.value.get(id)?.result ?? null,
    })),
  )
  const layers = computed(() => layersOf(tickedByName.value))
  const foreignLayers = computed(() => foreignLayersOf(tickedByName.value))
  const chosen = shallowRef<readonly ContenderName[] | null>(null)
  /** Whose lines are drawn where runs are laid over each other: at first what these are about. */
  const compared = computed<readonly ContenderName[]>({
    get: () => chosen.value ?? aboutOf(layers.value),
    set: (names) => (chosen.value = names),
  })

  const pairShown = ref<PairWay>('charts')

  /** How often the list was asked for: answers may come in another order than the questions. */
  let asked = 0
  async function load(): Promise<void> {
    asked += 1
    const mine = asked
    const found = notices.valueOf(await lab.listRuns())
    if (found === null || mine !== asked) return
    list.value = found
    isLoaded.value = true
    const ids = new Set([...found.entries, ...found.unread].map(({ id }) => id))
    ticked.value = ticked.value.filter((id) => ids.has(id))
  }
  lab.on('library', () => void load())

  async function kept(reply: Reply<LibraryEntry>): Promise<boolean> {
    const entry = notices.valueOf(reply)
    if (entry !== null) await load()
    return entry !== null
  }

  /** Reads what of these runs was not read yet. */
  async function hold(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !held.value.has(id))
    const replies = await Promise.all(missing.map((id) => lab.readRun({ id })))
    const read = replies.flatMap((reply) => {
      const stored = notices.valueOf(reply)
      return stored === null ? [] : [[stored.entry.id, stored] as const]
    })
    held.value = new Map([...held.value, ...read])
  }
  watch(ticked, hold)

  /** Says whether there is one. */
  function tellOfImport(entry: LibraryEntry | null): boolean {
    if (entry === null) return false
    const whose = entry.tool === null ? '' : `, measured by ${toolTitle(entry.tool)}`
    notices.tell(`Imported “${isolated(entry.name)}”${whose}`)
    return true
  }

  return {
    list,
    isLoaded,
    query,
    searchAsked,
    kind,
    order,
    isDescending,
    shownMachine,
    machines,
    shownTag,
    tags,
    shown,
    /** Orders the list by a column; once more, the other way round. */
    orderBy(wanted: LibraryOrder): void {
      isDescending.value = order.value === wanted ? !isDescending.value : wanted === 'when'
      order.value = wanted
    },
    /** Shows all of the list again. */
    showAll(): void {
      query.value = ''
      kind.value = 'all'
      shownMachine.value = null
      shownTag.value = null
    },
    ticked,
    tickedRuns,
    layers,
    foreignLayers,
    compared,
    pairShown,
    showPair(way: PairWay): void {
      pairShown.value = way
    },
    /** Has the ticked runs change places, so that the other one is what ratios are to. */
    swapTicked(): void {
      ticked.value = [...ticked.value].reverse()
    },
    load,
    toggle(id: string): void {
      const isTicked = ticked.value.includes(id)
      if (!isTicked && ticked.value.length >= MOST_TICKED) {
        notices.tell(`At most ${MOST_TICKED} runs can be laid over each other: untick one first.`)
        return
      }
      ticked.value = isTicked ? ticked.value.filter((other) => other !== id) : [...ticked.value, id]
    },
    /** What was measured in these runs; those that cannot be read are left out, and told. */
    async resultsOf(ids: readonly string[]): Promise<StoredResult[]> {
      await hold(ids)
      return ids.flatMap((id) => held.value.get(id)?.result ?? [])
    },
    /** Each says whether it was kept. */
    rename: async (id: string, name: string) => kept(await lab.renameRun({ id, name })),
    note: async (id: string, note: string) => kept(await lab.noteRun({ id, note })),
    tag: async (id: string, tags: readonly string[]) =>
      kept(await lab.tagRun({ id, tags: [...tags] })),
    async remove({ id, name }: LibraryEntry): Promise<void> {
      const reply = await lab.deleteRun({ id })
      if (!reply.ok) {
        notices.complain(reply.error)
        return
      }
      await load()
      const undo = async (): Promise<void> => {
        if (notices.valueOf(await lab.undoDelete({ id }))) await load()
      }
      notices.tell(`Deleted “${isolated(name)}”`, { label: 'Undo', run: () => void undo() })
    },
    async reveal(id: string): Promise<void> {
      const reply = await lab.revealRun({ id })
      if (!reply.ok) notices.complain(reply.error)
    },
    tellOfImport,
    /** Says whether the text of that file could be taken in. */
    importText: async (fileName: string, text: string) =>
      tellOfImport(notices.valueOf(await lab.importRun({ fileName, text }))),
  }
})

/** Numbers in names by their value: "run 2" before "run 10". */
const collator = new Intl.Collator('en', { numeric: true })
/** Empty where a file of another tool does not say. */
const machineOf = ({ cpuModel, cores }: LibraryEntry): string =>
  cores === null ? cpuModel : `${cpuModel}, ${coresText(cores)}`
const distinct = (values: readonly string[]): string[] =>
  [...new Set(values)].filter((value) => value !== '').sort((a, b) => collator.compare(a, b))
const kindOf = ({ kind }: LibraryEntry): LibraryKind =>
  (({ run: 'runs', sweep: 'sweeps', foreign: 'foreign' }) as const)[kind]

/** Both come with the newest first, so that equals stay in that order. */
function inOrder(
  read: readonly LibraryEntry[],
  unread: readonly UnreadRun[],
  order: LibraryOrder,
  isDescending: boolean,
): readonly LibraryRow[] {
  const direction = isDescending ? -1 : 1
  const byName = (a: LibraryRow, b: LibraryRow): number =>
    direction * collator.compare(a.name, b.name)
  if (order === 'name') return [...read, ...unread].sort(byName)
  if (order === 'machine') {
    const byMachine = (a: LibraryEntry, b: LibraryEntry): number =>
      direction * collator.compare(machineOf(a), machineOf(b))
    return [...[...read].sort(byMachine), ...unread]
  }
  const newestFirst = unread.length === 0 ? read : [...read, ...unread].sort(byTime)
  return isDescending ? newestFirst : [...newestFirst].reverse()
}

/** The newest first. */
const byTime = (a: LibraryRow, b: LibraryRow): number =>
  (b.startedAt ?? '').localeCompare(a.startedAt ?? '')

const hasAll = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word))

function searchText(entry: LibraryEntry): string {
  const { name, note, tags, cpuModel, verdict, contenders, startedAt, status, tool } = entry
  const all = [
    name,
    note,
    ...tags,
    cpuModel,
    ...sentencesOf(verdict),
    ...contenders,
    startedAt,
    status,
    tool === null ? '' : toolTitle(tool),
  ]
  return all.join(' ').toLowerCase()
}
