import { showFigures } from './chart-points'

// The script of a report that was written as one HTML file. All is readable without it: what only
// it can do is hidden in the page until it has begun.

for (const part of document.querySelectorAll('[data-needs-script]')) part.removeAttribute('hidden')

const tip = document.querySelector<HTMLElement>('.tip')
for (const chart of document.querySelectorAll<HTMLElement>('.chart')) {
  const svg = chart.querySelector('svg')
  if (svg !== null && tip !== null) showFigures(svg, tip)
  switchToTable(chart)
}
hideContenders()
saveData()

/** A chart is shown as a picture or as its table. */
function switchToTable(chart: HTMLElement): void {
  const figure = chart.querySelector('figure')
  const table = chart.querySelector('details')
  const buttons = [...chart.querySelectorAll<HTMLButtonElement>('button[data-shows]')]
  if (figure === null || table === null || buttons.length === 0) return
  const show = (wanted: string | undefined): void => {
    figure.hidden = wanted === 'table'
    table.hidden = wanted !== 'table'
    table.open = wanted === 'table'
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset.shows === wanted))
    }
  }
  for (const button of buttons) {
    button.addEventListener('click', () => {
      show(button.dataset.shows)
    })
  }
  show('chart')
}

/** Each contender is hidden and shown in all charts and tables at once. */
function hideContenders(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.contenders input')]
  const apply = (): void => {
    const hidden = new Set(boxes.filter(({ checked }) => !checked).map(({ value }) => value))
    for (const part of document.querySelectorAll<HTMLElement>('[data-series]')) {
      part.toggleAttribute('hidden', hidden.has(part.dataset.series ?? ''))
    }
    // A finding is about those that it compares: without one of them it gives way.
    for (const part of document.querySelectorAll<HTMLElement>('[data-about]')) {
      const isWithout = (part.dataset.about ?? '').split(' ').some((name) => hidden.has(name))
      part.toggleAttribute('hidden', isWithout !== part.hasAttribute('data-instead'))
    }
    if (tip !== null) tip.hidden = true
  }
  for (const box of boxes) box.addEventListener('change', apply)
  // A page that is gone back to keeps its ticks.
  apply()
}

/** The result that the report is of, as a file that the lab and other programs read. */
function saveData(): void {
  const data = document.querySelector<HTMLElement>('script[type="application/json"]')
  const button = document.querySelector('button.save')
  button?.addEventListener('click', () => {
    const address = URL.createObjectURL(
      new Blob([data?.textContent ?? ''], { type: 'application/json' }),
    )
    const link = document.createElement('a')
    link.href = address
    link.download = data?.dataset.name ?? 'data.json'
    link.click()
    URL.revokeObjectURL(address)
  })
}
