import type { DeliveredFile } from '../../contract/export'

/** Offers files for download, one after the other: a browser shell has no dialog of its own. */
export async function download(files: readonly DeliveredFile[]): Promise<void> {
  for (const file of files) {
    const address = URL.createObjectURL(blobOf(file))
    const link = document.createElement('a')
    link.href = address
    link.download = file.fileName
    link.click()
    // The browser takes the file in its own time; it may be let go of after that.
    await new Promise((resolve) => setTimeout(resolve, 250))
    URL.revokeObjectURL(address)
  }
}

/** Puts the first file on the clipboard as a picture; false where the browser does not allow it. */
export async function copyPicture(files: readonly DeliveredFile[]): Promise<boolean> {
  const [file] = files
  if (file === undefined) return false
  try {
    const blob = blobOf(file)
    await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })])
    return true
  } catch {
    return false
  }
}

/** The same with its text. */
export async function copyText(files: readonly DeliveredFile[]): Promise<boolean> {
  const [file] = files
  if (file === undefined) return false
  try {
    await navigator.clipboard.writeText(await blobOf(file).text())
    return true
  } catch {
    return false
  }
}

function blobOf({ base64, mimeType }: DeliveredFile): Blob {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: mimeType })
}
