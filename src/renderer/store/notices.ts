import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { LabError, Reply } from '../../contract/channel/reply'
import { useLab } from './lab'

/** Something that the person should know, and what can be done about it. */
export interface Notice {
  readonly id: number
  readonly tone: 'information' | 'fault'
  readonly text: string
  readonly action: { readonly label: string; readonly run: () => void } | null
}

/** Of what goes by itself; what went wrong stays until it is dismissed. */
const MOST_PASSING = 4

/** What the person wanted themselves is no fault. */
const toneOf = ({ code }: LabError): Notice['tone'] =>
  code === 'cancelled' ? 'information' : 'fault'

/** Short notices at the foot of the window. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([])
  let nextId = 0

  function add(tone: Notice['tone'], text: string, action: Notice['action'] = null): void {
    // Said again it is said anew, in the place of what says the same; each undoes something else.
    const others = notices.value.filter((other) => other.text !== text || other.action !== null)
    const passing = others.filter((other) => other.tone === 'information')
    const dropped = passing.slice(0, Math.max(0, passing.length + 1 - MOST_PASSING))
    const shown = others.filter((other) => !dropped.includes(other))
    notices.value = [...shown, { id: nextId++, tone, text, action }]
  }

  useLab().on('notice', ({ text }) => {
    add('fault', text)
  })

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  return {
    notices,
    dismiss,
    /** Tells of something that was done, with a way to undo it where there is one. */
    tell: (text: string, action: Notice['action'] = null) => {
      add('information', text, action)
    },
    /** Tells of something that went wrong. */
    complain: (error: LabError) => {
      add(toneOf(error), error.message)
    },
    /** The value of a reply; complains and gives null where there is none. */
    valueOf<T>(reply: Reply<T>): T | null {
      if (reply.ok) return reply.value
      add(toneOf(reply.error), reply.error.message)
      return null
    },
  }
})
