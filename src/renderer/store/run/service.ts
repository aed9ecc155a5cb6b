import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { servicePlan, serviceSpec, type OwnWork, type Service } from '../../../contract/spec'
import { serviceAdvice } from '../../../report/service/service-advice'
import {
  arrivalField,
  rangeOf,
  rangeText,
  workFields,
  type NumberField,
  type Range,
} from '../../model/spec-field'
import { useGallery } from './gallery'
import { useLaunch } from './launch'
import { useOwnJob } from './own-job'
import { useRun } from './run'
import { useSpec } from './spec'

const [waitField, cpuField] = workFields('mixed')
const anything: Range = { min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: false }
/** More cores than any machine has. */
const MOST_CORES = 1_024

/** A field of the form: what it asks, and between what its answer lies. */
interface ServiceField {
  readonly key: keyof Service
  readonly label: string
  readonly unit: string
  readonly meaning: string
  readonly range: Range
  readonly rangeText: string
}

/** As the spec has them; none where it has no such field. */
function boundsOf(field: NumberField | undefined): Pick<ServiceField, 'range' | 'rangeText'> {
  return field === undefined
    ? { range: anything, rangeText: '' }
    : { range: rangeOf(field), rangeText: rangeText(field) }
}

const fields: readonly ServiceField[] = [
  {
    key: 'waitMs',
    label: 'A job waits',
    unit: 'ms',
    meaning: 'For databases, other services, disks: the mean of one job, without its computing.',
    ...boundsOf(waitField),
  },
  {
    key: 'cpuMs',
    label: 'and computes',
    unit: 'ms',
    meaning: 'CPU time of one job, in the mean. “Measure my job” finds out.',
    ...boundsOf(cpuField),
  },
  {
    key: 'jobsPerSecond',
    label: 'Jobs come in',
    unit: 'jobs/s',
    meaning: 'How many a second, on a busy day.',
    ...boundsOf(arrivalField),
  },
  {
    key: 'cores',
    label: 'It may use',
    unit: 'cores',
    meaning: 'Cores of the machine or container that it is to run on; half a core is 0.5.',
    range: { min: 0.1, max: MOST_CORES, isWhole: false },
    rangeText: `0.1 to ${MOST_CORES.toLocaleString('en')} cores`,
  },
]

/** A service as a person knows it, and what to take for it. */
export const useService = defineStore('service', () => {
  const gallery = useGallery()
  const launch = useLaunch()
  const ownJob = useOwnJob()
  const run = useRun()
  const spec = useSpec()
  const isOpen = ref(false)
  /**
   * Not a number where a field was emptied; as many cores as there are until somebody says another
   * number.
   */
  const given = shallowRef<Service>({ waitMs: 20, cpuMs: 1, jobsPerSecond: 200, cores: NaN })
  const areCoresGiven = ref(false)
  /** The measured job whose amounts these are; null where they were typed. */
  const measured = shallowRef<OwnWork | null>(null)

  const machineCores = ref(1)
  watch(
    () => spec.prediction,
    (prediction) => {
      if (prediction === null) return
      const { cores, usableCores } = prediction
      // A run that is kept to some cores, as one that checks this, has only those.
      machineCores.value = spec.spec?.cores == null ? cores : (usableCores ?? cores)
    },
    { immediate: true },
  )
  const service = computed<Service>(() =>
    areCoresGiven.value ? given.value : { ...given.value, cores: machineCores.value },
  )
  const problems = computed<ReadonlyMap<keyof Service, string>>(() => {
    const found = fields.flatMap(({ key, range, rangeText: text }): [keyof Service, string][] => {
      const value = service.value[key]
      return value >= range.min && value <= range.max ? [] : [[key, `From ${text}`]]
    })
    const { waitMs, cpuMs } = service.value
    if (waitMs + cpuMs === 0) found.push(['cpuMs', 'A job waits, computes, or both'])
    return new Map(found)
  })
  const plan = computed(() => (problems.value.size > 0 ? null : servicePlan(service.value)))
  /** Only fewer cores than there are can be kept to, and where the system can do that. */
  const isKept = computed(
    () => service.value.cores < machineCores.value && spec.prediction?.usableCores != null,
  )

  // What is measured, opened, chosen or filled in elsewhere takes the stage.
  watch(
    () => [run.live?.runId, run.finished, spec.draft],
    () => (isOpen.value = false),
  )
  watch(
    () => ownJob.isOpen || gallery.isOpen,
    (isOther) => {
      if (isOther) isOpen.value = false
    },
  )
  watch(
    () => ownJob.outcome,
    (outcome) => {
      if (outcome?.kind !== 'tried') return
      const { workload } = outcome.spec
      if (workload.kind !== 'own' || workload.tried === null) return
      measured.value = workload
      const { waitMs, cpuMs } = workload.tried
      given.value = { ...given.value, waitMs: rounded(waitMs), cpuMs: rounded(cpuMs) }
    },
  )

  return {
    isOpen,
    fields,
    service,
    problems,
    measured,
    advice: computed(() => (plan.value === null ? null : serviceAdvice(service.value, plan.value))),
    /** Why the run is on other cores than the service; empty where it is not. */
    remark: computed(() => {
      const { cores } = service.value
      if (cores === machineCores.value || (isKept.value && Number.isInteger(cores))) return ''
      return 'This machine cannot give just as many cores: the run checks it on those it has.'
    }),
    open(): void {
      ownJob.isOpen = false
      gallery.isOpen = false
      isOpen.value = true
    },
    change(key: keyof Service, value: number): void {
      given.value = { ...service.value, [key]: value }
      if (key === 'cores') areCoresGiven.value = true
      if (key === 'waitMs' || key === 'cpuMs') measured.value = null
    },
    /** Starts the run that checks the advice, or puts it behind what is measured. */
    check(): void {
      if (plan.value === null) return
      const checking = serviceSpec(service.value, measured.value, isKept.value)
      launch.take({ spec: checking, sweep: null, search: null, experiment: null })
      if (run.isRunning) launch.enqueue()
      else launch.start()
    },
  }
})

/** Three digits are what a trial tells. */
const rounded = (ms: number): number => Number(ms.toPrecision(3))
