import electron, { clipboard, nativeImage } from 'electron'

/** The clipboard as it is since Electron 45, which the types at hand do not know yet. */
interface NewerElectron {
  readonly ClipboardItem: new (content: Readonly<Record<string, Blob>>) => object
  readonly clipboard: { write(items: readonly object[]): Promise<void> }
}

/** Puts a PNG on the system's clipboard, in whichever way this Electron has. */
export async function copyPng(png: Uint8Array): Promise<void> {
  if (hasItems(electron)) return write(electron, 'image/png', new Uint8Array(png))
  clipboard.writeImage(nativeImage.createFromBuffer(Buffer.from(png)))
}

/** The same with a text. */
export async function copyText(text: string): Promise<void> {
  if (hasItems(electron)) return write(electron, 'text/plain', text)
  clipboard.writeText(text)
}

async function write(
  newer: NewerElectron,
  type: string,
  content: Uint8Array<ArrayBuffer> | string,
): Promise<void> {
  const blob = new Blob([content], { type })
  await newer.clipboard.write([new newer.ClipboardItem({ [type]: blob })])
}

function hasItems(candidate: object): candidate is NewerElectron {
  return 'ClipboardItem' in candidate
}
