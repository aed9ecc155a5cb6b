/**
 * Shows the page in a theme, all of it at once and ending what still moves: text changes at once,
 * and over a background that followed it slowly it could not be read meanwhile.
 */
export function showTheme(theme: 'light' | 'dark'): void {
  const root = document.documentElement
  root.dataset.still = ''
  root.dataset.theme = theme
  // Reading a style has the page's styles computed now, while nothing in it may move.
  getComputedStyle(root).getPropertyValue('opacity')
  delete root.dataset.still
}
