/** A point counts as meant where the pointer is no further from it, in pixels of the picture. */
const REACH_PX = 24

/** A point of a chart: an invisible box with its figure as a title. */
interface Point {
  readonly box: SVGRectElement
  readonly series: string
}

/**
 * Has the figure of a point told where the pointer or the focus is. Tab comes to a chart and leaves
 * it; arrows go along a series and to the next one.
 *
 * @param tip what the figure is written into
 */
export function showFigures(svg: SVGSVGElement, tip: HTMLElement): void {
  const points = [...svg.querySelectorAll<SVGRectElement>('.point')].map((box): Point => {
    const title = box.querySelector('title')
    // The browser would show it as well.
    box.setAttribute('aria-label', title?.textContent ?? '')
    title?.remove()
    box.setAttribute('role', 'img')
    box.setAttribute('tabindex', '-1')
    return { box, series: box.closest<SVGElement>('[data-series]')?.dataset.series ?? '' }
  })
  if (points.length === 0) return
  // An image has no parts that could be reached.
  svg.setAttribute('role', 'group')
  points[0]?.box.setAttribute('tabindex', '0')

  let current: Point | null = null
  const show = (point: Point | null): void => {
    current?.box.classList.remove('current')
    current = point
    tip.hidden = point === null
    if (point === null) return
    point.box.classList.add('current')
    tip.textContent = point.box.getAttribute('aria-label')
    place(tip, point.box.getBoundingClientRect())
  }
  // Not the picture itself: a browser takes one that listens to the focus for a place that has it.
  const figure = svg.parentElement ?? document.body
  svg.addEventListener('pointermove', ({ clientX, clientY }) => {
    show(nearest(svg, points.filter(isShown), clientX, clientY))
  })
  svg.addEventListener('pointerleave', () => {
    show(null)
  })
  figure.addEventListener('focusin', ({ target }) => {
    const point = points.find(({ box }) => box === target)
    if (point === undefined) return
    for (const { box } of points) box.setAttribute('tabindex', box === target ? '0' : '-1')
    show(point)
  })
  figure.addEventListener('focusout', () => {
    show(null)
  })
  figure.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(null)
    const from = points.find(({ box }) => box === event.target)
    const next = from === undefined ? undefined : neighbour(points.filter(isShown), from, event.key)
    if (next === undefined) return
    event.preventDefault()
    next.box.focus()
  })
  addEventListener('scroll', () => {
    if (current === null) return
    if (document.activeElement === current.box) place(tip, current.box.getBoundingClientRect())
    else show(null)
  })
}

function isShown({ box }: Point): boolean {
  return box.closest('[hidden]') === null
}

function nearest(
  svg: SVGSVGElement,
  points: readonly Point[],
  clientX: number,
  clientY: number,
): Point | null {
  const toPicture = svg.getScreenCTM()?.inverse()
  if (toPicture === undefined) return null
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toPicture)
  let best: Point | null = null
  let bestPx = REACH_PX
  for (const point of points) {
    const [left = 0, top = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
      Number(point.box.getAttribute(name)),
    )
    const distancePx = Math.hypot(
      Math.max(left - x, 0, x - left - width),
      Math.max(top - y, 0, y - top - height),
    )
    if (distancePx >= bestPx) continue
    best = point
    bestPx = distancePx
  }
  return best
}

/** The point that an arrow leads to; undefined for another key, and where there is none. */
function neighbour(points: readonly Point[], from: Point, key: string): Point | undefined {
  const own = points.filter(({ series }) => series === from.series)
  const place = own.indexOf(from)
  const names = [...new Set(points.map(({ series }) => series))]
  const beside = (step: number): Point | undefined => {
    const others = points.filter(
      ({ series }) => series === names[names.indexOf(from.series) + step],
    )
    return others[Math.min(place, others.length - 1)]
  }
  switch (key) {
    case 'ArrowRight':
      return own[place + 1]
    case 'ArrowLeft':
      return own[place - 1]
    case 'ArrowDown':
      return beside(1)
    case 'ArrowUp':
      return beside(-1)
    case 'Home':
      return own[0]
    case 'End':
      return own.at(-1)
    default:
      return undefined
  }
}

/** Above the point, or under it where there is no room; within the window. */
function place(tip: HTMLElement, { left, right, top, bottom }: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect()
  const edgePx = 8
  const wished = (left + right) / 2 - width / 2
  const most = document.documentElement.clientWidth - width - edgePx
  tip.style.left = `${Math.max(edgePx, Math.min(wished, most))}px`
  tip.style.top = `${top - height - edgePx > 0 ? top - height - edgePx : bottom + edgePx}px`
}
