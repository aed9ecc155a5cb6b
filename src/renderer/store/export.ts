import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ExportFormat, ExportProgress, Picture } from '../../contract/export'
import type { ContenderName } from '../model/vocabulary'
import { copyPicture } from '../model/delivered-file'
import { useDelivery } from './deliver'
import { useLab } from './lab'
import { useNotices } from './notices'
import { usePreferences } from './preferences'

/** What is to be exported: runs of the library, and one of their charts or the whole report. */
export interface ExportSubject {
  readonly runIds: readonly string[]
  readonly chart: string | null
  /** Whose lines a chart of several runs has; null for everyone's. */
  readonly contenders: readonly ContenderName[] | null
}

/** Charts and reports that leave the lab. */
export const useExport = defineStore('export', () => {
  const lab = useLab()
  const notices = useNotices()
  const preferences = usePreferences()
  const tellOf = useDelivery()
  const subject = shallowRef<ExportSubject | null>(null)
  const progress = shallowRef<ExportProgress | null>(null)
  const isBusy = ref(false)
  lab.on('exportProgress', (told) => {
    if (isBusy.value) progress.value = told
  })

  return {
    subject,
    progress,
    isBusy,
    open(
      runIds: readonly string[],
      chart: string | null,
      contenders: ExportSubject['contenders'] = null,
    ): void {
      subject.value = { runIds, chart, contenders }
    },
    close(): void {
      subject.value = null
    },
    async start(chart: string | null, format: ExportFormat, picture: Picture): Promise<void> {
      const wanted = subject.value
      if (wanted === null || isBusy.value) return
      isBusy.value = true
      progress.value = { share: 0, step: '' }
      const { runIds, contenders } = wanted
      const request = {
        runIds: [...runIds],
        chart,
        contenders: contenders && [...contenders],
        format,
        picture: { ...picture },
      }
      const delivery = notices.valueOf(await lab.exportRuns(request))
      isBusy.value = false
      progress.value = null
      if (delivery === null || delivery.kind === 'dismissed') return
      subject.value = null
      await tellOf(delivery, chart === null ? 'Report' : 'Chart')
    },
    /** Puts a chart on the clipboard as a picture, in the theme that is shown. */
    async copy(
      runIds: readonly string[],
      chart: string,
      contenders: ExportSubject['contenders'] = null,
    ): Promise<void> {
      const request = {
        runIds: [...runIds],
        chart,
        contenders: contenders && [...contenders],
        picture: { theme: preferences.shownTheme },
      }
      const delivery = notices.valueOf(await lab.copyChart(request))
      if (delivery === null) return
      if (delivery.kind !== 'content') return tellOf(delivery, 'Chart')
      const isCopied = await copyPicture(delivery.files)
      if (isCopied) notices.tell('Chart copied')
      else await tellOf(delivery, 'This browser lets no picture be copied: chart')
    },
  }
})
