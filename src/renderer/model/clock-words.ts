/** A length of time as minutes and seconds: "2:05"; the last second counts until it is over. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const localTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant (ISO 8601) by the clock of this machine, without its zone: "22 Nov 2026, 21:40". */
export function localMoment(iso: string): string {
  return localTime.format(new Date(iso))
}

/** "95 s" below two minutes, "12 min" from there, "47 h" from two hours. */
export function timeText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60).toLocaleString('en')} h`
}
