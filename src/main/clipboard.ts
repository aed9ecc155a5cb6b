import electron, { clipboard, nativeImage } from 'electron'

/** The clipboard as it is since Electron 45, which the types at hand do not know yet. */
interface NewerElectron {
  readonly ClipboardItem: new (content: Readonly<Record<string, Blob>>) => object
  readonly clipboard: { write(items: readonly object[]): Promise<void> }
}

/** Puts a PNG on the system's clipboard, in whichever way this Electron has. */
export async function copyPng(png: Uint8Array): Promise<void> {
  if (hasItems(electron)) {
    const blob = new Blob([new Uint8Array(png)], { type: 'image/png' })
    await electron.clipboard.write([new electron.ClipboardItem({ 'image/png': blob })])
    return
  }
  clipboard.writeImage(nativeImage.createFromBuffer(Buffer.from(png)))
}

function hasItems(candidate: object): candidate is NewerElectron {
  return 'ClipboardItem' in candidate
}
