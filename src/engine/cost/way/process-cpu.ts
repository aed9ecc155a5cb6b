/**
 * CPU time of the whole process since it started, in nanoseconds: of all its threads and of the
 * runtime's helpers. While a cost is measured the process does nothing else.
 */
export function processCpuNs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1_000
}
