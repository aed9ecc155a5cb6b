import { asCompleted, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

function* fetchPage(n: number): Coroutine<string> {
  yield* sleep(n * 10)
  return `page ${n}`
}

export function* main(): Coroutine<void> {
  const pages = [5, 4, 3, 2, 1].map((n) => fetchPage(n))
  for (const page of asCompleted(pages)) print(yield* page)
}
