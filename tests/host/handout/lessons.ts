import { resolve } from 'node:path'
import { lessonHeadSchema, type Lesson } from '../../../src/engine/lesson/lesson'
import { makeHandout, type HandoutOptions } from '../../../src/host/handout/make-handout'
import type { Measure } from '../../../src/host/lesson/close-lesson'
import { readLessons } from '../../../src/host/lesson/lessons'

/** The folder with the built threads. */
export const engineFolder = resolve(import.meta.dirname, '../../../out/main')

/** The lessons that come with the lab, in their order. */
export async function allLessons(): Promise<readonly Lesson[]> {
  return (await readLessons(resolve(import.meta.dirname, '../../../resources/lessons'))).lessons
}

/** One of the lessons that come with the lab, with changes. */
export async function lesson(number: number, changes: Partial<Lesson> = {}): Promise<Lesson> {
  const found = (await allLessons()).find((candidate) => candidate.number === number)
  if (found === undefined) throw new Error(`there is no lesson ${number}`)
  return { ...found, ...changes }
}

/** A lesson that would be a program of the page's own, were it not shown as text. */
export const markupLesson: Lesson = {
  ...lessonHeadSchema.parse({
    title: 'A <script>alert(1)</script> & "title"',
    minutes: 5,
    question: {
      text: 'Is <b>this</b> bold?',
      observe: { printed: 1 },
      choices: [
        { text: '<i>no</i>', is: '<img src=x onerror=alert(2)>' },
        { text: '<u>yes</u>', is: 'yes' },
      ],
    },
    controls: [{ kind: 'switch', name: 'loud', label: '<s>loud</s>', initial: true }],
    experiment: [{ title: '<em>counting</em>', sharedCounter: { threads: 2, updates: 1_000 } }],
  }),
  number: 3,
  name: 'markup',
  explanation:
    'Some *emphasis*, <script>alert(3)</script>, [bad](javascript:alert(4)) and ![a picture](https://example.org/x.png).\n\n| Way | Cost |\n| --- | --- |\n| `loop` | **one** |\n\n1. first\n2. second\n\n## Further down',
  conclusion: 'It was <u>so</u>, `really`.',
  notes: 'Secret <b>notes</b>.',
  program: `import { print } from 'corewise'
// </code></pre><script>alert(5)</script>${' and so on'.repeat(20)} until here
export function* main() {
  print('<img src=x onerror=alert(2)>')
}
`,
  original: `import asyncio
# </code></pre><script>alert(6)</script>${' and so on'.repeat(20)} until here
async def child():
    await asyncio.sleep(0.001)

async def main():
    print("<img src=x onerror=alert(2)>")
    await asyncio.create_task(child(), name="<script>")
    raise ValueError("on <purpose>")

asyncio.run(main())
`,
}

/** The one file of a handout. */
export async function handout(
  lessons: readonly Lesson[],
  options: HandoutOptions,
  measure: Measure | null = null,
): Promise<Buffer> {
  const [file] = await makeHandout(lessons, options, engineFolder, measure)
  if (file === undefined) throw new Error('there is no file')
  return file.data
}
