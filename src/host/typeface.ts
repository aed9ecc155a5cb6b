import { GlobalFonts } from '@napi-rs/canvas'
import regular from '../../resources/fonts/Inter-Regular.woff2?inline'
import semiBold from '../../resources/fonts/Inter-SemiBold.woff2?inline'
import { TYPEFACE } from '../charts/theme'

/**
 * Makes the bundled typeface known to the canvas, once per process. It is part of the code and not
 * a file to be found, so that text is the same from a checkout, a package and a test.
 *
 * @throws Error if the canvas cannot read it.
 */
export const registerTypeface = (): void => {
  if (GlobalFonts.has(TYPEFACE)) return
  for (const dataUrl of [regular, semiBold]) {
    const file = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
    if (GlobalFonts.register(file, TYPEFACE) === null) {
      throw new Error(`The bundled typeface \`${TYPEFACE}\` cannot be read`)
    }
  }
}
