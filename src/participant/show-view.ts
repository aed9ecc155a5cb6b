import type { ParticipantView } from '../contract/workshop/session'

const partOf = (id: string): HTMLElement | null => document.getElementById(id)

/** The question and poll whose buttons are there. */
let shown = ''

/** Says in one sentence how it stands. */
export function tellOf(text: string, isFault: boolean): void {
  const status = partOf('status')
  if (status === null) return
  // Said again, it would be read out again.
  if (status.textContent !== text) status.textContent = text
  status.classList.toggle('fault', isFault)
}

/** Shows what the participant sees now; a press on a choice is a vote. */
export function showView(
  view: ParticipantView,
  vote: (view: ParticipantView, choice: number) => Promise<void>,
): void {
  const [title, section, question, hint, choices] = [
    partOf('title'),
    partOf('vote'),
    partOf('question'),
    partOf('hint'),
    partOf('choices'),
  ]
  if (!title || !section || !question || !hint || !choices) return
  title.textContent = view.title === '' ? 'Corewise session' : view.title
  tellOf(statusOf(view), false)
  section.hidden = view.question === null
  if (view.question === null) {
    shown = ''
    return
  }
  const { key, poll } = view
  question.textContent = view.question.text
  hint.textContent =
    view.part === 'vote' && view.poll === 2
      ? 'Second vote: keep your answer, or change it.'
      : view.part === 'vote'
        ? 'You can change your vote until it is closed.'
        : ''
  // Buttons that are there already keep the focus.
  if (shown !== `${key} ${poll}`) {
    shown = `${key} ${poll}`
    choices.replaceChildren(...view.question.choices.map(() => document.createElement('button')))
  }
  view.question.choices.forEach((text, choice) => {
    const button = choices.children[choice]
    if (!(button instanceof HTMLButtonElement)) return
    showChoice(button, text, choice, view)
    button.onclick = () => {
      if (view.part === 'vote') void vote(view, choice)
    }
  })
}

function showChoice(
  button: HTMLButtonElement,
  text: string,
  choice: number,
  { part, choice: own, before, after, right }: ParticipantView,
): void {
  const isRight = part === 'answer' && right === choice
  const words = [
    [isRight ? `${text}. This came true.` : text, ''],
    [countWords(before?.[choice], after?.[choice]), 'count'],
  ] as const
  button.type = 'button'
  button.setAttribute('aria-pressed', String(own === choice))
  button.setAttribute('aria-disabled', String(part !== 'vote'))
  button.classList.toggle('right', isRight)
  button.replaceChildren(
    ...words
      .filter(([said]) => said !== '')
      .map(([said, name]) => {
        const span = document.createElement('span')
        span.textContent = said
        span.className = name
        return span
      }),
  )
}

function countWords(before: number | undefined, after: number | undefined): string {
  if (before === undefined) return ''
  return after === undefined ? votesOf(before) : `${votesOf(before)} before, ${after} after`
}

const votesOf = (count: number): string => (count === 1 ? '1 vote' : `${count} votes`)

function statusOf({ part, choice, right }: ParticipantView): string {
  switch (part) {
    case 'wait':
      return 'Look at the screen. The next question comes by itself.'
    case 'vote':
      return choice === null ? 'Choose an answer.' : 'Your vote counts.'
    case 'closed':
      return 'The vote is closed. Look at the screen.'
    case 'answer':
      if (choice === null) return 'The run has answered it.'
      return choice === right ? 'As you said.' : 'Not as you said.'
  }
}
