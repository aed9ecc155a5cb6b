import { inject, type InjectionKey } from 'vue'
import type { LabApi } from '../../contract/lab-api'

/** Where the application puts the lab that its stores talk to. */
export const labKey: InjectionKey<LabApi> = Symbol('lab')

/**
 * The lab behind the interface.
 *
 * @throws Error outside an application that was given one
 */
export function useLab(): LabApi {
  const lab = inject(labKey)
  if (lab === undefined) throw new Error('expected the application to provide a lab')
  return lab
}
