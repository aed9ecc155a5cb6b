import { defineStore } from 'pinia'
import { ref } from 'vue'

/** A view that has charts of which one can fill it. */
type Place = 'run' | 'library'

/** Which chart fills its view, and which was last turned to. */
export const useChartFocus = defineStore('chart-focus', () => {
  const filled = ref<Record<Place, string | null>>({ run: null, library: null })
  const turnedTo = ref<Record<Place, string | null>>({ run: null, library: null })

  return {
    filled,
    turnedTo,
    turnTo(place: Place, chart: string): void {
      turnedTo.value[place] = chart
    },
    /** Has the chart fill its view, or takes it back. */
    toggle(place: Place, chart: string): void {
      turnedTo.value[place] = chart
      filled.value[place] = filled.value[place] === chart ? null : chart
    },
    /** Takes a chart back that fills its view; false where none does. */
    shrink(place: Place): boolean {
      const hasFilled = filled.value[place] !== null
      filled.value[place] = null
      return hasFilled
    },
  }
})
