/**
 * Numbers of a job in a table of amounts: computing before its wait, the wait, computing after it.
 * In a file of its own, as measured threads load it: what draws the amounts brings the check of
 * specs along.
 */
export const FIELDS = 3
