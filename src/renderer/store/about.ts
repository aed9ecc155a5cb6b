import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppInfo, Environment } from '../../contract/app-info'
import { useLab } from './lab'
import { useNotices } from './notices'

/** What this lab and this machine are. */
export const useAbout = defineStore('about', () => {
  const lab = useLab()
  const notices = useNotices()
  const info = shallowRef<AppInfo | null>(null)
  const environment = shallowRef<Environment | null>(null)
  return {
    info,
    environment,
    async load(): Promise<void> {
      info.value = notices.valueOf(await lab.appInfo())
      environment.value = notices.valueOf(await lab.environment())
    },
  }
})
