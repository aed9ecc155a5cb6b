import { ref, type Ref } from 'vue'

/** Rows of a list that are dragged to other places. */
export interface RowDrag<Key> {
  /** The row that something is held over; null where none is. */
  readonly over: Readonly<Ref<Key | null>>
  /** What the row of that key listens to, for `v-on`. */
  readonly listeners: (key: Key) => Record<string, (event: DragEvent) => void>
}

/**
 * Lets the rows of a list be put in another order with a pointer. A row, or its handle, has to be
 * `draggable`.
 *
 * @param drop puts one row where the other is
 */
export function useRowDrag<Key extends string | number>(
  drop: (dragged: Key, over: Key) => void,
): RowDrag<Key> {
  const dragged = ref<Key | null>(null) as Ref<Key | null>
  const over = ref<Key | null>(null) as Ref<Key | null>
  const end = (): void => {
    dragged.value = null
    over.value = null
  }
  return {
    over,
    listeners: (key) => ({
      dragstart: () => {
        dragged.value = key
      },
      dragover: (event) => {
        // Files that are dragged over the page go elsewhere.
        if (dragged.value === null) return
        event.preventDefault()
        over.value = key
      },
      drop: (event) => {
        event.preventDefault()
        if (dragged.value !== null) drop(dragged.value, key)
        end()
      },
      dragend: end,
    }),
  }
}
