/** How long a token travels. */
const TRAVEL_MS = 250

/** A point of the drawing, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

interface Travel {
  readonly animation: Animation
  readonly from: Point
  readonly to: Point
}

/** Whether the system asks for less motion, at this moment. */
export function isMotionReduced(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/**
 * Lets tokens travel by transforms alone. Where one is on its way is worked out from its animation:
 * the page is never asked where it is, which would lay it out anew.
 */
export class TokenMotion {
  readonly #travels = new Map<Element, Travel>()

  /**
   * From where a token is seen, which is on its way to `from` or there, to where it belongs now.
   */
  travel(element: Element, from: Point, to: Point): void {
    const start = this.#seenAt(element) ?? from
    this.stop(element)
    if (start.x === to.x && start.y === to.y) return
    const animation = element.animate(
      [{ transform: translated(start) }, { transform: translated(to) }],
      {
        duration: TRAVEL_MS,
        easing: 'ease-in-out',
      },
    )
    const travel = { animation, from: start, to }
    this.#travels.set(element, travel)
    animation.onfinish = () => {
      if (this.#travels.get(element) === travel) this.#travels.delete(element)
    }
  }

  /** The token is at once where it belongs. */
  stop(element: Element): void {
    this.#travels.get(element)?.animation.cancel()
    this.#travels.delete(element)
  }

  #seenAt(element: Element): Point | null {
    const travel = this.#travels.get(element)
    if (travel === undefined) return null
    const { animation, from, to } = travel
    const progress = animation.effect?.getComputedTiming().progress ?? 1
    return {
      x: from.x + (to.x - from.x) * progress,
      y: from.y + (to.y - from.y) * progress,
    }
  }
}

/** The transform that puts a token's middle, which is the corner of its box, to a point. */
export function translated({ x, y }: Point): string {
  return `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`
}
