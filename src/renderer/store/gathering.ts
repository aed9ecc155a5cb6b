import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Gathered, GatheredChart, GatheredFrom } from '../../contract/workshop/gathering'
import { pictureSizes } from '../../contract/export'
import { useDelivery } from './library/deliver'
import { useLab } from './lab'
import { useNotices } from './notices'
import { usePreferences } from './preferences'

/** The runs of many machines: those of a folder, and pictures of any that were gathered. */
export const useGathering = defineStore('gathering', () => {
  const lab = useLab()
  const notices = useNotices()
  const preferences = usePreferences()
  const tellOf = useDelivery()
  /** The folder that was chosen last; null while none is shown. */
  const folder = shallowRef<Gathered | null>(null)
  const isReading = ref(false)

  /** A picture for a slide, in the theme that is shown. */
  const slide = () => {
    const { widthPx, heightPx } = pictureSizes.slide
    return { theme: preferences.shownTheme, widthPx, heightPx, scale: 1 }
  }

  /** On the screen type is larger, for a room to read it; where it is narrow as large as around. */
  const onScreen = (widthPx: number) => ({
    ...slide(),
    widthPx,
    heightPx: Math.max(pictureSizes.column.heightPx, Math.round((widthPx * 9) / 16)),
    scale: 3,
  })

  return {
    folder,
    isReading,
    async chooseFolder(): Promise<void> {
      if (isReading.value) return
      isReading.value = true
      folder.value = notices.valueOf(await lab.gatherFolder()) ?? folder.value
      isReading.value = false
    },
    /** The address of a picture of one chart, `widthPx` wide; null where it cannot be drawn. */
    async picture(
      from: GatheredFrom,
      place: number,
      chart: GatheredChart['chart'],
      widthPx: number,
    ): Promise<string | null> {
      const file = notices.valueOf(
        await lab.gatheredChart({ from, place, chart, picture: onScreen(widthPx) }),
      )
      return file === null ? null : `data:${file.mimeType};base64,${file.base64}`
    },
    /** Charts and a table of all of them, as files. */
    async exportFiles(from: GatheredFrom): Promise<void> {
      const picture = slide()
      await tellOf(notices.valueOf(await lab.exportGathered({ from, picture })), 'Machines')
    },
  }
})
