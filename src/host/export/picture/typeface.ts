import { GlobalFonts } from '@napi-rs/canvas'
import code from '../../../../resources/fonts/IBMPlexMono-Regular.woff2?inline'
import regular from '../../../../resources/fonts/Inter-Regular.woff2?inline'
import semiBold from '../../../../resources/fonts/Inter-SemiBold.woff2?inline'
import { TYPEFACE } from '../../../charts/theme'

/** The typeface of programs and of what they print. */
export const CODE_TYPEFACE = 'Corewise Mono'

const files = [
  [TYPEFACE, regular],
  [TYPEFACE, semiBold],
  [CODE_TYPEFACE, code],
] as const

/**
 * Makes the bundled typefaces known to the canvas, once per process. They are part of the code and
 * not files to be found, so that text is the same from a checkout, a package and a test.
 *
 * @throws Error if the canvas cannot read one.
 */
export const registerTypeface = (): void => {
  if (GlobalFonts.has(TYPEFACE)) return
  for (const [name, dataUrl] of files) {
    const file = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
    if (GlobalFonts.register(file, name) === null) {
      throw new Error(`The bundled typeface \`${name}\` cannot be read`)
    }
  }
}
