/**
 * What a Python said on standard error, with the stacks of its threads and tasks, which it writes
 * where it crashes or is asked where it stands, taken apart from its other words.
 */
export function stacksIn(said: string): {
  readonly words: string
  readonly stacks: readonly string[]
} {
  const [words = '', ...stacks] = said.split(
    /^(?=(?:Current thread|Thread|Task) .*\(most recent call first\):$)/m,
  )
  return { words, stacks }
}
