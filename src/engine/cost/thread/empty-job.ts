/** A job of a bare Piscina that does nothing. */
export default function emptyJob(): void {
  // What is left is the pool's own cost.
}
