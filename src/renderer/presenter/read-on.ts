/** How much of what is in sight gives way to what comes; the rest is where one goes on reading. */
const STEP = 0.85

/**
 * Goes on, or back, in the text or the programs of a slide that are longer than it, one screenful
 * of them; programs beside each other move together.
 *
 * @returns whether there was anything to go on to
 *
 * @example
 * if (!readOn(slide, 1)) showNextSlide()
 */
export function readOn(slide: Element, direction: 1 | -1): boolean {
  let hasMoved = false
  for (const part of longParts(slide)) {
    const before = part.scrollTop
    part.scrollBy({ top: direction * part.clientHeight * STEP, behavior: 'instant' })
    // Positions are not whole everywhere: less than a pixel is no reading matter.
    if (Math.abs(part.scrollTop - before) >= 1) hasMoved = true
  }
  return hasMoved
}

/** Goes to the beginning or to the end of the text or the programs of a slide. */
export function readTo(slide: Element, edge: 'start' | 'end'): void {
  for (const part of longParts(slide)) {
    part.scrollTo({ top: edge === 'start' ? 0 : part.scrollHeight, behavior: 'instant' })
  }
}

/** What can be longer than its slide: the text, and code, each in the shadow root of its box. */
function longParts(slide: Element): Element[] {
  const programs = [...slide.querySelectorAll('.code')].flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll('.cm-scroller') ?? []),
  ])
  return [...slide.querySelectorAll('.text'), ...programs]
}
