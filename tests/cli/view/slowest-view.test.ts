import { expect, test } from 'vitest'
import { openTerminal } from '../../../src/cli/terminal'
import { slowestView } from '../../../src/cli/view/slowest-view'
import { syntheticResult, typical } from '../../charts/synthetic-result'

const { paint } = openTerminal()

test('a contender of which no single job is kept is said why, by what came of it', () => {
  const made = typical['event-loop']
  const viewOf = (jobsPerSecond: number) =>
    slowestView(syntheticResult({ 'event-loop': { ...made, jobsPerSecond } }), 0, paint)
  expect(viewOf(made.jobsPerSecond)).toContain('of jobs that only wait Node’s threads keep none')
  expect(viewOf(0)).toContain('no job of it ended while it was measured')
})
