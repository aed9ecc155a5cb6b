import type { Emit } from '../../contract/channel/handlers'
import { LabFault } from '../../contract/channel/reply'
import type {
  ChartRequest,
  DeliveredFile,
  Delivery,
  ExportProgress,
  ExportRequest,
  SurveyChartRequest,
  SurveyExportRequest,
  TableRequest,
} from '../../contract/export'
import type { Library } from '../library/library'
import type { Surveys } from '../library/surveys'
import type { Shell } from '../shell'
import { deliveredFile } from './delivered-file'
import { chartFile, exportFiles, surveyChartFile, surveyFiles, tableFile } from './export-request'
import type { ExportedFile } from './export-result'

/** What an export needs of the lab around it. */
interface ExportParts {
  readonly library: Library
  readonly surveys: Surveys
  readonly shell: Shell
  readonly emit: Emit
}

/** Lets runs, surveys and their charts leave the lab, by way of the shell. */
export class ExportControl {
  readonly #library: Library
  readonly #surveys: Surveys
  readonly #shell: Shell
  readonly #emit: Emit
  #saved: string | null = null

  constructor({ library, surveys, shell, emit }: ExportParts) {
    this.#library = library
    this.#surveys = surveys
    this.#shell = shell
    this.#emit = emit
  }

  /** Gives files to the shell; where they were saved can be shown from then on. */
  async deliver(files: readonly ExportedFile[]): Promise<Delivery> {
    const delivery = await this.#shell.deliver(files)
    if (delivery.kind === 'saved') this.#saved = delivery.path
    return delivery
  }

  /** Tells every interface how far what is made for an export is. */
  readonly tellProgress = (progress: ExportProgress): void => {
    this.#emit('exportProgress', progress)
  }

  /** Delivers the files of one or more runs; throws as `exportFiles` does. */
  async runs(request: ExportRequest): Promise<Delivery> {
    const { printPdf } = this.#shell
    return this.deliver(await exportFiles(this.#library, request, printPdf, this.tellProgress))
  }

  /** Puts a chart on the clipboard; throws as `chartFile` does. */
  async copyChart(request: ChartRequest): Promise<Delivery> {
    return this.#shell.copyPicture(await chartFile(this.#library, request))
  }

  /** Lets a chart be dragged out of the window; throws as `chartFile` does. */
  async dragChart(request: ChartRequest): Promise<void> {
    // Named as its export would be: it becomes a file.
    const asExport = { ...request, format: 'png' } as const
    const [file] = await exportFiles(this.#library, asExport, null, () => undefined)
    if (file !== undefined) await this.#shell.dragOut(file)
  }

  /** A chart as it would leave the lab, to be looked at before; throws as `chartFile` does. */
  async previewChart(request: ChartRequest): Promise<DeliveredFile> {
    return deliveredFile(await chartFile(this.#library, request))
  }

  /** Puts the figures of runs on the clipboard as text. */
  async copyTable(request: TableRequest): Promise<Delivery> {
    return this.#shell.copyText(await tableFile(this.#library, request))
  }

  /** Delivers the files of a survey. */
  async survey(request: SurveyExportRequest): Promise<Delivery> {
    return this.deliver(await surveyFiles(this.#surveys, request, this.#shell.printPdf))
  }

  /** As `copyChart`, of a survey. */
  async copySurveyChart(request: SurveyChartRequest): Promise<Delivery> {
    return this.#shell.copyPicture(await surveyChartFile(this.#surveys, request))
  }

  /** As `previewChart`, of a survey. */
  async previewSurveyChart(request: SurveyChartRequest): Promise<DeliveredFile> {
    return deliveredFile(await surveyChartFile(this.#surveys, request))
  }

  /**
   * Shows what was saved last in the file manager, never a path that a page names.
   *
   * @throws LabFault `not-found` where nothing was
   */
  async revealSaved(): Promise<void> {
    if (this.#saved === null) throw new LabFault('not-found', 'Nothing was saved yet.')
    await this.#shell.reveal(this.#saved)
  }
}
