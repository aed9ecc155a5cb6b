import type { Page } from 'playwright-core'

/**
 * What is wrong with the boxes of a page as it is laid out now, a line for each: text or controls
 * that lie over others, text that is cut with neither an ellipsis nor its whole in a title or a
 * tooltip, what no scrolling reaches, and scrolled places too low to be read in. What is scrolled
 * out of sight is looked at as well; what is drawn on a canvas is not.
 *
 * @param root only what is within it is looked at, as where a dialog lies over a view
 *
 * @example
 * await expect.poll(() => layoutFaults(page, '[role="dialog"]')).toEqual([])
 */
export function layoutFaults(page: Page, root = 'body'): Promise<string[]> {
  return page.evaluate(async (selector) => {
    /** Edges in CSS pixels; nothing is left of a box whose right edge is left of its left one. */
    interface Edges {
      readonly left: number
      readonly top: number
      readonly right: number
      readonly bottom: number
    }
    /** A line of text, a picture or a control. */
    interface Box {
      readonly element: Element
      readonly isText: boolean
      readonly words: string
      /** Where it would be if nothing were scrolled away; null where an ellipsis stands for it. */
      readonly whole: Edges | null
      /** What of it is in sight; null where it is scrolled out of it. */
      readonly seen: Edges | null
      /** What scrolls passes below it. */
      readonly isSticky: boolean
      /** The innermost place that is scrolled. */
      readonly scroller: Element | null
    }

    const CONTROLS = 'button, input, select, textarea, a[href], summary'
    /** Charts are laid out by themselves, and icons stand in their buttons and fields. */
    const BOXES = `${CONTROLS}, svg.mark, img`
    /**
     * A hint lies over others on purpose, for as long as something is pointed at; some is only
     * heard.
     */
    const APART = '.hint, .hidden-text, [hidden], option, optgroup'
    /** By their names of today and by those that older engines know. */
    const LOOKED_AT = {
      opacityProperty: true,
      visibilityProperty: true,
      checkOpacity: true,
      checkVisibilityCSS: true,
    }
    /** Edges lie at fractions of a pixel, and each is rounded for itself. */
    const ROUNDED_PX = 1.5
    /**
     * Of the height of a line, above and below: room that letters of the next line may reach into.
     */
    const LEADING = 0.2
    /** The arrow of a list is as wide in any type. */
    const ARROW_PX = 16
    /** Two lines of the smallest type. */
    const LEAST_SCROLLED_PX = 40
    const faults = new Set<string>()

    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
    // A notice is as high as the width lets it be, the views end above it, and what is drawn by the
    // size of its frame comes after them: each step takes a frame.
    for (let frames = 0; frames < 5; frames += 1) await frame()
    const top = document.querySelector(selector)
    if (top === null) return [`there is no ${selector}`]

    const parentOf = ({ parentElement, parentNode }: Node): Element | null =>
      parentElement ?? (parentNode instanceof ShadowRoot ? parentNode.host : null)
    const isThere = ({ left, top: upper, right, bottom }: Edges): boolean =>
      right - left > ROUNDED_PX && bottom - upper > ROUNDED_PX
    const cut = (a: Edges, b: Edges): Edges => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    })
    const nameOf = (element: Element): string =>
      [element.tagName.toLowerCase(), ...element.classList].join('.')
    const isToldElsewhere = (element: Element): boolean =>
      element.closest('[title], [data-grace-area-trigger]') !== null
    const hasEllipsis = ({ textOverflow, webkitLineClamp }: CSSStyleDeclaration): boolean =>
      textOverflow === 'ellipsis' || !['none', ''].includes(webkitLineClamp)

    /** Words for a screen reader, in a box of a pixel. */
    const isOnlyHeard = (element: Element): boolean =>
      element instanceof HTMLElement && element.offsetWidth === 1 && element.offsetHeight === 1

    /** How an element cuts off and scrolls what is within it. */
    interface Frame {
      readonly style: CSSStyleDeclaration
      /** Null where it cuts nothing off. */
      readonly edges: Edges | null
      readonly isScrolledX: boolean
      readonly isScrolledY: boolean
      readonly isSticky: boolean
      readonly isFixed: boolean
    }

    /** Most boxes lie within the same elements, and nothing moves while they are looked at. */
    const frames = new Map<Element, Frame>()
    function frameOf(element: Element): Frame {
      const known = frames.get(element)
      if (known !== undefined) return known
      const style = getComputedStyle(element)
      const { overflowX, overflowY, position } = style
      const isCutting = overflowX !== 'visible' || overflowY !== 'visible'
      const made = {
        style,
        edges: isCutting ? element.getBoundingClientRect() : null,
        isScrolledX: /auto|scroll/.test(overflowX),
        isScrolledY: /auto|scroll/.test(overflowY),
        isSticky: position === 'sticky',
        isFixed: position === 'fixed',
      }
      frames.set(element, made)
      return made
    }

    /**
     * Goes up from a box through all that cuts it off, and tells of what is cut or out of reach.
     */
    function follow(element: Element, isText: boolean, words: string, edges: Edges): Box {
      let [whole, seen]: [Edges | null, Edges | null] = [edges, edges]
      let isSticky = false
      let scroller: Element | null = null
      let at: Element | null = isText ? element : parentOf(element)
      for (; at !== null && at !== document.body && seen !== null; at = parentOf(at)) {
        const frame = frameOf(at)
        const { edges: of, isScrolledX, isScrolledY } = frame
        if (of !== null) {
          const isCutX = seen.left < of.left - ROUNDED_PX || seen.right > of.right + ROUNDED_PX
          const isCutY = seen.top < of.top - ROUNDED_PX || seen.bottom > of.bottom + ROUNDED_PX
          if ((isCutX && !isScrolledX) || (isCutY && !isScrolledY)) {
            const isShort = isText && hasEllipsis(frame.style) && isToldElsewhere(at)
            if (!isShort) faults.add(`cut: “${words}” by ${nameOf(at)}`)
            // Of what is scrolled away it is not known what would be cut.
            if (scroller === null && whole !== null) whole = cut(whole, of)
            if (whole !== null && !isThere(whole)) whole = null
          }
          const isBefore =
            (isScrolledX && seen.left - of.left + at.scrollLeft < -ROUNDED_PX) ||
            (isScrolledY && seen.top - of.top + at.scrollTop < -ROUNDED_PX)
          if (isBefore) faults.add(`out of reach: “${words}” lies before ${nameOf(at)}`)
          if ((isScrolledX || isScrolledY) && !isSticky) scroller ??= at
          const left: Edges = cut(seen, of)
          seen = isThere(left) ? left : null
        }
        if (frame.isSticky) isSticky = true
        if (frame.isFixed) break
      }
      const isInWindow =
        seen === null ||
        (seen.left >= -ROUNDED_PX &&
          seen.top >= -ROUNDED_PX &&
          seen.right <= innerWidth + ROUNDED_PX &&
          seen.bottom <= innerHeight + ROUNDED_PX)
      if (!isInWindow) faults.add(`out of reach: “${words}” ends beyond the window`)
      return { element, isText, words, whole, seen, isSticky, scroller }
    }

    /** What a field shows is no text of the page: its width is measured in its type. */
    function checkField(field: Element, words: string): void {
      const isList = field instanceof HTMLSelectElement
      const isLine = field instanceof HTMLInputElement && /^(number|text|search)$/.test(field.type)
      if (!isList && !isLine) return
      // One goes through words with the caret; a figure is read at once.
      const written = isLine && field.type !== 'number' ? '' : field.value
      const shown = isList
        ? (field.selectedOptions[0]?.text ?? '')
        : field.value === ''
          ? field.placeholder
          : written
      const style = getComputedStyle(field)
      const context = document.createElement('canvas').getContext('2d')
      if (context === null) return
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight)
      const room = field.clientWidth - padding - (isList ? ARROW_PX : 0)
      if (context.measureText(shown).width <= room + ROUNDED_PX) return
      if (!(hasEllipsis(style) && isToldElsewhere(field))) {
        faults.add(`cut: “${shown.slice(0, 40)}” in the field ${words}`)
      }
    }

    function collect(node: Node): Box[] {
      const isText = node instanceof Text
      const element = isText ? parentOf(node) : node instanceof Element ? node : null
      if (element === null || element.matches(APART) || isOnlyHeard(element)) return []
      const isShown = element.checkVisibility(LOOKED_AT)
      if (isText) {
        if (!isShown || node.data.trim() === '') return []
        const words = node.data.trim().replace(/\s+/g, ' ').slice(0, 40)
        const range = document.createRange()
        range.selectNodeContents(node)
        return [...range.getClientRects()]
          .map(({ left, right, top: upper, bottom, height }) => ({
            left,
            right,
            top: upper + height * LEADING,
            bottom: bottom - height * LEADING,
          }))
          .filter(isThere)
          .map((edges) => follow(element, true, words, edges))
      }
      const own: Box[] = []
      const edges = element.getBoundingClientRect()
      if (isShown && isThere(edges) && element.matches(BOXES)) {
        const label = element.getAttribute('aria-label') ?? element.textContent.trim()
        const words = (label || nameOf(element)).slice(0, 40)
        checkField(element, words)
        own.push(follow(element, false, words, edges))
      }
      const children = [...(element.shadowRoot?.childNodes ?? []), ...element.childNodes]
      return [...own, ...children.flatMap(collect)]
    }

    const contains = (outer: Element, inner: Element): boolean => {
      for (let at: Element | null = inner; at !== null; at = parentOf(at)) {
        if (at === outer) return true
      }
      return false
    }
    const boxes = collect(top)

    for (const scroller of new Set(boxes.map(({ scroller: one }) => one))) {
      if (scroller === null) continue
      const { clientHeight, scrollHeight } = scroller
      if (scrollHeight > clientHeight + ROUNDED_PX && clientHeight < LEAST_SCROLLED_PX) {
        faults.add(`too low: ${nameOf(scroller)} shows ${clientHeight} of ${scrollHeight} px`)
      }
    }
    const page = document.documentElement
    if (page.scrollWidth > innerWidth + ROUNDED_PX) faults.add('the page is wider than the window')

    const placed = boxes
      .flatMap((box) => (box.whole === null ? [] : [{ ...box, whole: box.whole }]))
      .sort((a, b) => a.whole.top - b.whole.top)
    for (const [index, a] of placed.entries()) {
      for (let next = index + 1; next < placed.length; next += 1) {
        const b = placed[next]
        if (b === undefined || b.whole.top > a.whole.bottom) break
        if (contains(a.element, b.element) || contains(b.element, a.element)) continue
        if (a.isSticky !== b.isSticky) continue
        // What scrolls by itself, or stays where it is, meets others only where it is in sight.
        const isScrolledAlike = a.scroller === b.scroller && !a.isSticky
        const first = isScrolledAlike ? a.whole : a.seen
        const second = isScrolledAlike ? b.whole : b.seen
        if (first !== null && second !== null && isThere(cut(first, second))) {
          faults.add(`overlap: “${a.words}” and “${b.words}”`)
        }
      }
    }
    return [...faults]
  }, root)
}
