import { MOST_BUSY, type Service, type ServicePlan } from '../../engine/analysis/service-plan'
import { coresText, duration, figure } from '../format'
import { counted, percent } from '../verdict/wording'

/** What to take for a service, and why, a sentence each. */
export interface ServiceAdvice {
  readonly headline: string
  readonly lines: readonly string[]
}

/** Says a plan for a service in words. */
export function serviceAdvice(service: Service, plan: ServicePlan): ServiceAdvice {
  return {
    headline: headlineOf(service, plan),
    lines: [
      useOf(service, plan),
      threadsOf(plan),
      ...fullOf(service, plan),
      ...tippingOf(plan),
      'This is a model without the contenders’ own cost: the run below checks it.',
    ],
  }
}

function headlineOf(
  { cores }: Service,
  { choice, coresUsed, loops, threads }: ServicePlan,
): string {
  switch (choice) {
    case null:
      return `This is too much for ${coresText(cores)}: take at least ${loops.toLocaleString('en')}.`
    case 'event-loop':
      return `Take one event loop: its core is ${percent(coresUsed / Math.min(1, cores))} busy.`
    case 'loop-per-core':
      return `Take ${counted(loops, 'event loop')}, each on a core of its own.`
    case 'thread-pool':
      return `Take a pool of ${counted(threads, 'thread')}: these jobs compute more than they wait.`
  }
}

function useOf({ jobsPerSecond }: Service, { coresUsed, inFlight }: ServicePlan): string {
  const jobs = `${figure(jobsPerSecond)} jobs a second`
  const busy = coresUsed === 0 ? 'take no computing' : `keep ${coresText(coresUsed)} busy`
  return `By Little’s law ${jobs} are ${figure(inFlight)} in flight; they ${busy}.`
}

function threadsOf({ threads, choice }: ServicePlan): string {
  const needed = counted(threads, 'thread')
  if (choice === null) {
    return `A pool of blocking threads would need about ${needed}, and as many cores.`
  }
  return choice === 'thread-pool'
    ? `With ${needed} it keeps up when more jobs than usual come at once.`
    : `A pool of blocking threads would need about ${needed} to keep up.`
}

function fullOf({ cores }: Service, { loopFullAt, coresFullAt }: ServicePlan): string[] {
  if (!Number.isFinite(loopFullAt)) return ['Jobs that only wait never fill the core of a loop.']
  const one = `One loop’s core is full at ${figure(loopFullAt)} jobs a second`
  return cores <= 1 ? [`${one}.`] : [`${one}, all ${coresText(cores)} at ${figure(coresFullAt)}.`]
}

/** What would change the advice, and why. */
function tippingOf({ choice, tipsAtRate, tipsAtCpuMs, loops }: ServicePlan): string[] {
  const room = `A core over ${percent(MOST_BUSY)} busy has no room for bursts.`
  if (choice === null) return [room]
  if (choice === 'thread-pool') return ['It would tip where a job waited longer than it computes.']
  const computing = `${duration(tipsAtCpuMs)} of computing a job`
  if (choice === 'loop-per-core') {
    return [
      `Below ${computing} one loop would do instead of ${loops.toLocaleString('en')}. ${room}`,
    ]
  }
  return Number.isFinite(tipsAtRate)
    ? [`It tips from ${figure(tipsAtRate)} jobs a second, or from ${computing}. ${room}`]
    : [`It tips from ${computing} on. ${room}`]
}
