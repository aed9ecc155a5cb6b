/**
 * Whether a thread that is none of ours belongs to the JavaScript runtime: libuv's pool, which
 * reads files, and V8's workers, which compile and collect garbage. In plain Node every thread
 * does, so nothing is hidden. Electron's process holds Chromium's threads too; those carry names
 * of their own, while the runtime's carry the process's name (they set none, up to Node 22) or one
 * of the names that libuv (since 1.50) and Node give them.
 */
export function isRuntimeThread(name: string, processName: string, isElectron: boolean): boolean {
  return !isElectron || name === processName || runtimeThreadNames.has(name)
}

/** As the system shows them, cut to 15 characters. */
const runtimeThreadNames = new Set(['libuv-worker', 'V8Worker', 'DelayedTaskSche'])

/**
 * Whether this process is Electron's, asked in any of its threads: `process.versions.electron` is
 * there in the main thread only, while V8's own version says so everywhere.
 */
export function runsInElectron(versions: NodeJS.ProcessVersions): boolean {
  return versions.v8.includes('electron') || 'electron' in versions
}
