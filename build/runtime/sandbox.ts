/**
 * The switches that Electron needs here besides the application's path: Chromium refuses to run
 * with its sandbox as root on Linux. Everywhere else the sandbox stays on.
 */
export function sandboxSwitches(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
