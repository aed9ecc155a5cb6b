import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { slidesOf } from '../model/workshop/slides'
import { useCountdown } from './run/countdown'
import { useClosing } from './workshop/closing'
import { useLesson } from './workshop/lesson'
import { useNavigation } from './navigation'
import { useNotices } from './notices'
import { useRecording } from './workshop/recording'
import { useWorkshop } from './workshop/workshop'

/** The shown workshop, slide by slide, in front of a room. */
export const usePresenter = defineStore('presenter', () => {
  const closings = useClosing()
  const countdown = useCountdown()
  const navigation = useNavigation()
  const notices = useNotices()
  const open = useLesson()
  const recording = useRecording()
  const workshop = useWorkshop()
  const isOn = ref(false)
  /** The place of the shown slide. */
  const at = ref(0)
  const isBlack = ref(false)
  const isPenOn = ref(false)
  /** Whether all slides are seen at once, to choose one. */
  const isOverviewOn = ref(false)
  /** By `Date.now`. */
  const startedAtMs = ref(0)

  const slides = computed(() => slidesOf(workshop.items))
  const slide = computed(() => slides.value[at.value] ?? null)

  /** Shows the slide at that place, as far as there is one. */
  function show(place: number): void {
    const next = slides.value[place]
    if (next === undefined) return
    const isOther = workshop.at !== next.place
    at.value = place
    isBlack.value = false
    isPenOn.value = false
    isOverviewOn.value = false
    if (isOther) workshop.open(next.place)
    open.pause()
    const isShown = next.kind === 'program' || next.kind === 'answer' || next.kind === 'stage'
    if (open.answer === null && isShown) open.choose('passed')
  }

  // The answer is what the run shows at its end: of the run gone through, or of one with other
  // controls.
  watch([slide, () => open.replay], () => {
    if (isOn.value && slide.value?.kind === 'answer') open.jump(open.length)
  })

  /**
   * How far the program of the slide has been gone through; null where the slide has none to go
   * through.
   */
  function walk(): { readonly isAtStart: boolean; readonly isAtEnd: boolean } | null {
    if (slide.value?.kind !== 'program') return null
    // Until its run is there it is at neither: a key that comes early must not skip it.
    if (open.isRunning) return { isAtStart: false, isAtEnd: false }
    if (open.state === null) return null
    return { isAtStart: open.state.position === 0, isAtEnd: open.isAtEnd }
  }

  return {
    isOn,
    slides,
    slide,
    at,
    isBlack,
    isPenOn,
    isOverviewOn,
    startedAtMs,
    show,
    /** Begins with the open item, or with the first one. */
    async start(): Promise<void> {
      if (workshop.items.length === 0) await workshop.load()
      if (slides.value.length === 0) return
      navigation.show('workshop')
      if (workshop.isEditing) {
        notices.tell('Save or cancel the workshop before it is presented.')
        return
      }
      recording.close()
      const first = slides.value.findIndex(({ place }) => place === (workshop.at ?? 0))
      startedAtMs.value = Date.now()
      closings.forgetGuesses()
      isOn.value = true
      show(Math.max(0, first))
    },
    end(): void {
      open.pause()
      countdown.stop()
      isOverviewOn.value = false
      isOn.value = false
    },
    /**
     * On, as a clicker has it: a program plays first, then is at its end, and only then it goes on.
     */
    next(): void {
      if (walk()?.isAtEnd === false) {
        if (open.isPlaying) open.jump(open.length)
        else open.toggle()
        return
      }
      show(at.value + 1)
    },
    previous(): void {
      show(at.value - 1)
    },
    /** One event of a program on or back; else a slide. */
    step(by: 1 | -1): void {
      const isOver = by === 1 ? walk()?.isAtEnd : walk()?.isAtStart
      if (isOver === false) open.step(by)
      else show(at.value + by)
    },
  }
})
