// Every runtime has it; the types of Node and of the language do not.
declare namespace WebAssembly {
  class Memory {
    /** Both in pages of 64 KiB. */
    constructor(size: { readonly initial: number; readonly maximum: number })
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  interface Global {
    value: unknown
  }
}
