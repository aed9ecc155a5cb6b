/** True where a window can be shown. Outside Linux there is always a display to try. */
export function hasDisplay(environment: Readonly<Record<string, string | undefined>>): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(environment.DISPLAY ?? environment.WAYLAND_DISPLAY)
}
