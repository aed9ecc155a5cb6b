import { z } from 'zod'
import { spreads, type WorkControl } from './job-kind'

/** How long a job waits, in milliseconds. */
export const waitMs = z.number().min(0).max(60_000)

/** How long a job computes, in milliseconds. */
export const cpuMs = z.number().min(0).max(10_000)

/** How amounts vary from job to job. */
export const spread = z.enum(spreads).default('fixed')

export const waitControl: WorkControl = {
  control: 'number',
  key: 'waitMs',
  label: 'Wait',
  unit: 'ms',
  meaning: 'how long a job waits, on average',
  flag: 'wait-ms',
  placeholder: 'ms',
}

export const cpuControl: WorkControl = {
  control: 'number',
  key: 'cpuMs',
  label: 'Compute',
  unit: 'ms',
  meaning: 'how long a job computes on this machine, on average',
  flag: 'cpu-ms',
  placeholder: 'ms',
}

export const spreadControl: WorkControl = {
  control: 'choice',
  key: 'spread',
  label: 'Amounts vary',
  unit: '',
  meaning: 'how these vary from job to job',
  flag: 'spread',
  placeholder: 'kind',
  choices: spreads,
  title: 'How amounts vary from job to job',
  hint: 'How the amounts vary from job to job around their mean. Not at all, evenly between 0 and twice the mean, or with many short and few long ones. The last two: so for computing alone, and one in a hundred 50 times as long.',
}
