import { contendersOn } from '../src/engine/contender'

/** The contenders that run wherever the lab does: those of another runtime need one. */
export const nodeContenders = contendersOn('node')
