/** What a user interface knows of the contenders: their names, and how each is described. */
export { contenderNames, contenders, hasWorkers } from '../engine/contender'
export type { ContenderName } from '../engine/contender'
