/** What a user interface knows of the kinds of work: their names, captions and controls. */
export { jobKinds, spreads, workloadKinds } from '../engine/workload/kinds'
export { hasAmounts } from '../engine/spec/mean-amounts'
export type { WorkControl, WorkloadKind } from '../engine/workload/kinds'
