/**
 * Where CPU seconds were read: per thread from Linux's /proc, per thread by the runtime, or
 * of the whole process because the runtime tells no more.
 */
export const cpuSources = ['proc-schedstat', 'thread-cpu-usage', 'process-wide'] as const
export type CpuSource = (typeof cpuSources)[number]
