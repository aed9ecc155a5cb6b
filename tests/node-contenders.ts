import { contenderNames, runtimeOf } from '../src/engine/contender'

/** The contenders that run wherever the lab does: those of another runtime need one. */
export const nodeContenders = contenderNames.filter((name) => runtimeOf(name) === 'node')
