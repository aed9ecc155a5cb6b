import regular from '../../../../resources/fonts/Inter-Regular.woff2?inline'
import semiBold from '../../../../resources/fonts/Inter-SemiBold.woff2?inline'

// Beside typeface.ts, which loads the module that draws.

/**
 * CSS rules that put the typeface of the charts into a page, so that their texts are as wide as
 * drawn.
 */
export const typefaceRules = (
  [
    [400, regular],
    [600, semiBold],
  ] as const
)
  .map(
    ([weight, dataUrl]) =>
      `@font-face { font-family: Inter; font-weight: ${weight}; src: url(${dataUrl}) format("woff2"); }`,
  )
  .join('\n')
