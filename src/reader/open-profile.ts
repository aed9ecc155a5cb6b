import type { ShownProfile } from '../contract/profile'

// The page of the profile viewer: it waits for the lab's page to hand in a profile, and then
// begins.

const { viewer = '' } = (document.currentScript as HTMLScriptElement).dataset

window.addEventListener('message', hear)

function hear({ source, data }: MessageEvent): void {
  if (source !== window.parent) return
  window.removeEventListener('message', hear)
  const { title, profile, theme } = data as ShownProfile
  // A page without an origin has no storage, where the viewer looks for its theme.
  const storage = { 'speedscope-color-scheme': theme.toUpperCase() }
  Object.defineProperty(window, 'localStorage', { value: storage })
  window.location.hash = `title=${encodeURIComponent(title)}`
  const script = document.createElement('script')
  script.src = viewer
  script.addEventListener('load', () => {
    choose(new File([profile], `${title}.cpuprofile`))
  })
  document.body.append(script)
}

/** Gives the viewer a file as a person does: it fetches none but from the web. */
function choose(file: File): void {
  const chosen = new DataTransfer()
  chosen.items.add(file)
  const field = document.querySelector<HTMLInputElement>('input[type=file]')
  if (field === null) throw new Error('The viewer asks for no file')
  field.files = chosen.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
}
