import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Reply } from '../../../contract/channel/reply'
import type {
  DeliveredFile,
  Delivery,
  ExportChoice,
  ExportProgress,
  Picture,
  TableFormat,
} from '../../../contract/export'
import type { SurveyKind } from '../../../contract/survey'
import type { ContenderName } from '../../../contract/spec'
import { systemDecimalMark } from '../../model/decimal-mark'
import { copyPicture, copyText } from '../../model/delivered-file'
import { useDelivery } from './deliver'
import { useLab } from '../lab'
import { useNotices } from '../notices'
import { usePreferences } from '../preferences'

/** Runs of the library, and one of their charts or the whole report. */
export interface RunSubject {
  readonly kind: 'runs'
  readonly runIds: readonly string[]
  readonly chart: string | null
  /** Whose lines a chart of several runs has; null for everyone's. */
  readonly contenders: readonly ContenderName[] | null
}

/** A survey that was kept, and one of its charts or the whole report. */
export interface SurveySubject {
  readonly kind: 'survey'
  readonly surveyId: string
  readonly of: SurveyKind
  readonly chart: string | null
}

/** What is to be exported. */
export type ExportSubject = RunSubject | SurveySubject

/** What is chosen where nothing was chosen yet. */
const usualChoice: ExportChoice = {
  format: 'png',
  theme: 'light',
  background: 'theme',
  size: 'report',
  scale: 2,
  axis: null,
  hasNotes: true,
}

/** A chart, whose figures it shows, and how it looks. */
interface ChosenPicture {
  readonly chart: string
  readonly contenders: RunSubject['contenders']
  readonly picture: Picture
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
  /** The last choice, for the next export. */
  const choice = ref<ExportChoice>(usualChoice)
  lab.on('exportProgress', (told) => {
    if (isBusy.value) progress.value = told
  })

  async function tellOfCopy(delivery: Delivery | null): Promise<void> {
    if (delivery === null) return
    if (delivery.kind !== 'content') return tellOf(delivery, 'Chart')
    const isCopied = await copyPicture(delivery.files)
    if (isCopied) notices.tell('Chart copied')
    else await tellOf(delivery, 'This browser lets no picture be copied: chart')
  }

  async function tellOfTable(delivery: Delivery | null): Promise<void> {
    if (delivery === null) return
    if (delivery.kind !== 'content') return tellOf(delivery, 'Table')
    if (await copyText(delivery.files)) notices.tell('Table copied')
    else await tellOf(delivery, 'This browser lets no text be copied: table')
  }

  /** A chart as a picture in the theme that is shown. */
  const asShown = (
    runIds: readonly string[],
    chart: string,
    contenders: RunSubject['contenders'],
  ) => ({
    runIds: [...runIds],
    chart,
    contenders: contenders && [...contenders],
    picture: { theme: preferences.shownTheme },
  })

  return {
    subject,
    progress,
    isBusy,
    choice,
    /** Takes up what was chosen before the last start. */
    remember(last: ExportChoice | null): void {
      choice.value = last ?? usualChoice
    },
    open(
      runIds: readonly string[],
      chart: string | null,
      contenders: RunSubject['contenders'] = null,
    ): void {
      subject.value = { kind: 'runs', runIds, chart, contenders }
    },
    openSurvey(surveyId: string, of: SurveyKind, chart: string | null): void {
      subject.value = { kind: 'survey', surveyId, of, chart }
    },
    close(): void {
      subject.value = null
    },
    /** Exports in the format chosen: one chart, or the whole report without one. */
    async start(
      chart: string | null,
      contenders: RunSubject['contenders'],
      picture: Picture,
    ): Promise<void> {
      const wanted = subject.value
      if (wanted === null || isBusy.value) return
      isBusy.value = true
      progress.value = { share: 0, step: '' }
      void lab.changePreferences({ lastExport: { ...choice.value } })
      const form = { chart, format: choice.value.format, picture: { ...picture } }
      const delivery = notices.valueOf(
        wanted.kind === 'runs'
          ? await lab.exportRuns({
              runIds: [...wanted.runIds],
              contenders: contenders && [...contenders],
              ...form,
            })
          : await lab.exportSurvey({ surveyId: wanted.surveyId, ...form }),
      )
      isBusy.value = false
      progress.value = null
      if (delivery === null || delivery.kind === 'dismissed') return
      subject.value = null
      await tellOf(delivery, chart === null ? 'Report' : 'Chart')
    },
    /** The very picture that the export would be; null where there is nothing to export. */
    async preview(chosen: ChosenPicture): Promise<Reply<DeliveredFile> | null> {
      const wanted = subject.value
      if (wanted === null) return null
      const { chart, contenders, picture } = chosen
      return wanted.kind === 'runs'
        ? lab.previewChart({
            runIds: [...wanted.runIds],
            chart,
            contenders: contenders && [...contenders],
            picture: { ...picture },
          })
        : lab.previewSurveyChart({ surveyId: wanted.surveyId, chart, picture: { ...picture } })
    },
    /** Puts the picture as it is chosen on the clipboard. */
    async copyChosen({ chart, contenders, picture }: ChosenPicture): Promise<void> {
      const wanted = subject.value
      if (wanted === null) return
      const form = { chart, picture: { ...picture } }
      await tellOfCopy(
        notices.valueOf(
          wanted.kind === 'runs'
            ? await lab.copyChart({
                runIds: [...wanted.runIds],
                contenders: contenders && [...contenders],
                ...form,
              })
            : await lab.copySurveyChart({ surveyId: wanted.surveyId, ...form }),
        ),
      )
    },
    /** Puts a chart on the clipboard as a picture, in the theme that is shown. */
    async copy(
      runIds: readonly string[],
      chart: string,
      contenders: RunSubject['contenders'] = null,
    ): Promise<void> {
      await tellOfCopy(notices.valueOf(await lab.copyChart(asShown(runIds, chart, contenders))))
    },
    /** Lets a chart be dragged out of the window as a picture, in the theme that is shown. */
    async drag(
      runIds: readonly string[],
      chart: string,
      contenders: RunSubject['contenders'] = null,
    ): Promise<void> {
      const reply = await lab.dragChart(asShown(runIds, chart, contenders))
      if (!reply.ok) notices.complain(reply.error)
    },
    /** Puts the figures of runs on the clipboard as text. */
    async copyTable(runIds: readonly string[], as: TableFormat): Promise<void> {
      const request = { runIds: [...runIds], format: as, decimalMark: systemDecimalMark() }
      await tellOfTable(notices.valueOf(await lab.copyTable(request)))
    },
    async copyOfSurvey(surveyId: string, chart: string): Promise<void> {
      const request = { surveyId, chart, picture: { theme: preferences.shownTheme } }
      await tellOfCopy(notices.valueOf(await lab.copySurveyChart(request)))
    },
  }
})
