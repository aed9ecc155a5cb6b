import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LeadSession, Session, SessionPlace } from '../../contract/workshop/session'
import { useLab } from './lab'
import { useNotices } from './notices'

/** The session in which a room takes part, and what of it is shown over the slides. */
export const useSession = defineStore('session', () => {
  const lab = useLab()
  const notices = useNotices()
  const session = shallowRef<Session | null>(null)
  const places = shallowRef<readonly SessionPlace[]>([])
  const isStarting = ref(false)
  const isDialogOpen = ref(false)
  /** What is over the slides: how to take part, or the machines of the room. */
  const overlay = ref<'invitation' | 'machines' | null>(null)
  lab.on('session', (told) => (session.value = told))

  const isOn = computed(() => session.value !== null && session.value.address !== null)

  return {
    session,
    places,
    isStarting,
    isDialogOpen,
    overlay,
    isOn,
    /** The vote on the shown slide; null where no session goes on, or the slide has no question. */
    ballot: computed(() => (isOn.value ? (session.value?.ballot ?? null) : null)),
    /** Takes up a session that was going on when the window was opened or loaded again. */
    async join(): Promise<void> {
      session.value ??= notices.valueOf(await lab.session())
    },
    async open(): Promise<void> {
      isDialogOpen.value = true
      places.value = notices.valueOf(await lab.sessionPlaces()) ?? []
    },
    /** Begins a session at that address of this machine. */
    async start(address: string): Promise<void> {
      if (isStarting.value) return
      isStarting.value = true
      const reply = await lab.startSession({ address, isAgreed: true })
      const started = notices.valueOf(reply)
      isStarting.value = false
      if (started !== null) session.value = started
      else if (reply.ok) notices.tell('No session was started: you did not agree to it.')
    },
    async lead(action: LeadSession): Promise<void> {
      if (isOn.value) notices.valueOf(await lab.leadSession(action))
    },
    async end(): Promise<void> {
      overlay.value = null
      if (isOn.value) notices.valueOf(await lab.endSession())
    },
  }
})
