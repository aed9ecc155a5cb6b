/** A length of time as minutes and seconds: "2:05"; the last second counts until it is over. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "95 s" below two minutes, "12 min" from there, "47 h" from two hours. */
export function timeText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60).toLocaleString('en')} h`
}
