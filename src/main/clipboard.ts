import electron, { clipboard, nativeImage } from 'electron'

/** The clipboard as it was before Electron 45, which the runtime at hand may still have. */
interface OlderClipboard {
  writeImage(image: Electron.NativeImage): void
}

/** Puts a PNG on the system's clipboard, in whichever way this Electron has. */
export async function copyPng(png: Uint8Array): Promise<void> {
  if ('ClipboardItem' in electron) {
    const blob = new Blob([new Uint8Array(png)], { type: 'image/png' })
    await clipboard.write([new electron.ClipboardItem({ 'image/png': blob })])
    return
  }
  const image = nativeImage.createFromBuffer(Buffer.from(png))
  ;(clipboard as unknown as OlderClipboard).writeImage(image)
}
