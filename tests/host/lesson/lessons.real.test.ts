import { execFileSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lesson } from '../../../src/engine/lesson/lesson'
import { observe, printedLines, rightChoice } from '../../../src/engine/lesson/observe'
import type { ControlValue } from '../../../src/engine/program/world/stage'
import type { Recording } from '../../../src/engine/recorder/recording/recording'
import { countTogether } from '../../../src/engine/sharing/count-together'
import { readLessons } from '../../../src/host/lesson/lessons'
import { runProgram } from '../../../src/host/lesson/run-program'
import { scratch } from '../../scratch'

const folder = resolve(import.meta.dirname, '../../../resources/lessons')
const engineFolder = resolve(import.meta.dirname, '../../../out/main')
/**
 * No program here is about its limit, and lesson 11 computes: on a busy machine that takes longer.
 */
const timeLimitMs = 60_000
let lessons: readonly Lesson[] = []

beforeAll(async () => {
  const read = await readLessons(folder)
  expect(read.problems).toEqual([])
  lessons = read.lessons
})

function lesson(number: number): Lesson {
  const found = lessons.find((candidate) => candidate.number === number)
  if (found === undefined) throw new Error(`there is no lesson ${number}`)
  return found
}

async function play(
  number: number,
  controls: Record<string, ControlValue> = {},
): Promise<Recording> {
  const { program, clock } = lesson(number)
  const language = 'typescript' as const
  const name = `lesson ${number}`
  const request = { name, language, source: program, clock, controls, timeLimitMs }
  const { outcome, recording } = await runProgram(request, engineFolder)
  expect(outcome).toEqual({ kind: 'finished' })
  if (recording === null) throw new Error('nothing was recorded')
  return recording
}

test('the lessons are those of the folder, in order, each with all its parts', async () => {
  const numbers = (await readdir(folder)).map((name) => Number.parseInt(name, 10))
  expect(lessons.map(({ number }) => number)).toEqual(numbers.sort((a, b) => a - b))
  for (const { explanation, notes, program, original } of lessons) {
    for (const part of [explanation, notes, program, original]) expect(part).not.toBe('')
    expect(original).toContain('asyncio.run(main())')
  }
})

/** The choice that comes true, and with which control another does. */
const claims: readonly [number, number, Record<string, ControlValue>, number | null][] = [
  [1, 1, { jobs: 1 }, 0],
  [2, 0, { limit: 2 }, 0],
  [3, 1, { isFinishedFirst: false }, 2],
  [4, 2, { isTask: true }, 0],
  [5, 2, { isFailing: true }, 2],
  [6, 1, { isSlowestFirst: false }, 0],
  [7, 0, { isPausing: true }, 1],
  [8, 2, { pieces: 300 }, null],
  [9, 0, { isPausing: true }, 1],
  [10, 1, { limitMs: 500 }, 1],
  [11, 1, { cpuMs: 0 }, 0],
  [12, 1, { loops: 1 }, 2],
  [13, 1, { isEager: true }, 1],
  [14, 2, { isThread: true }, 0],
  [15, 2, { waitMs: 20 }, 1],
  [16, 1, { isGroup: true }, 0],
  [17, 1, { isLocked: true }, 0],
  [18, 2, { limit: 10 }, 1],
  [19, 1, { isThreadsafe: true }, 0],
  [20, 2, { processes: 2 }, 1],
  [21, 1, { isJavaScript: true }, 2],
  [22, 1, { isSocket: true }, 0],
  [23, 1, { workers: 1 }, 1],
]

describe('the prediction is checked against the recorded run', () => {
  test.each(claims)(
    'lesson %i has choice %i right, and with %o choice %s',
    async (number, right, controls, other) => {
      const { question } = lesson(number)
      const recording = await play(number)
      expect([observe(recording, question.observe), rightChoice(recording, question)]).toEqual([
        question.choices[right]?.is,
        right,
      ])
      expect(rightChoice(await play(number, controls), question)).toBe(other)
    },
  )
})

describe('the claims of the lessons', () => {
  test('lesson 2: the counters take turns', async () => {
    expect(printedLines(await play(2))).toEqual(
      [1, 2, 3].flatMap((n) => ['a', 'b', 'c', 'd'].map((name) => `${name} ${n}`)),
    )
  })

  test('lesson 3: with a finished future nobody runs between, else the other task does', async () => {
    expect(printedLines(await play(3)).slice(0, 3)).toEqual(['before', 'after', 'somebody else'])
    const paused = printedLines(await play(3, { isFinishedFirst: false }))
    expect(paused.slice(0, 3)).toEqual(['before', 'somebody else', 'after'])
  })

  test('lesson 7: the lengths are multiples of ten, and with one await added they are not', async () => {
    const lengths = async (isPausing: boolean): Promise<number[]> =>
      printedLines(await play(7, { isPausing })).map((line) => Number(line.split(' ')[1]))
    const plain = await lengths(false)
    expect(plain.length).toBeGreaterThan(10)
    expect(new Set(plain).size).toBeGreaterThan(3)
    expect(plain.filter((length) => length % 10 !== 0)).toEqual([])
    expect((await lengths(true)).filter((length) => length % 10 !== 0)).not.toEqual([])
  })

  test('lesson 8: the smaller the pieces, the less late is anybody', async () => {
    const latest = async (pieces: number): Promise<number> =>
      Number(observe(await play(8, { pieces }), { shared: 'latest tick, ms' }))
    expect(await latest(1)).toBe(295)
    expect(await latest(10)).toBeLessThan(100)
  })

  test('lesson 9: threads lose updates in shared memory, not with atomics, a lock or a loop', async () => {
    const [experiment] = lesson(9).experiment
    if (experiment === undefined || !('sharedCounter' in experiment)) throw new Error('no counter')
    const { counted } = await countTogether(experiment.sharedCounter, engineFolder)
    const lost = Object.fromEntries(counted.map((each) => [each.way, each.lost]))
    expect(lost).toMatchObject({ atomics: 0, lock: 0, loop: 0 })
    expect(lost.plain).toBeGreaterThan(0)
  })

  test('lesson 10: the connection is closed before the program hears of the limit', async () => {
    const printed = printedLines(await play(10))
    expect(printed.slice(-3)).toEqual([
      'cancelled while reading',
      'closed at 110 ms',
      'too late at 110 ms',
    ])
  })

  test('lesson 10: five lines take 150 ms, and no longer, with 10 to open and 10 to close', async () => {
    expect(printedLines(await play(10, { limitMs: 171 })).slice(-2)).toEqual([
      'closed at 170 ms',
      'read everything',
    ])
  })

  test('lessons 9, 11 and 12 close with a measured comparison', () => {
    expect(lesson(9).experiment).toHaveLength(1)
    expect(lesson(11).experiment).toHaveLength(2)
    expect(lesson(12).experiment).toHaveLength(1)
  })
})

describe('a broken lesson is reported by file and line, and the rest still load', () => {
  test.each<[string, (text: string) => string, number, string]>([
    ['a head that is not closed', (text) => text.replace(/\n---\n/, '\n'), 1, 'a head between'],
    [
      'a field of the wrong type',
      (text) => text.replace('minutes: 12', 'minutes: soon'),
      3,
      'minutes',
    ],
    [
      'a name that is unknown',
      (text) => text.replace('minutes: 12', 'minutes: 12\ncolour: red'),
      4,
      'colour',
    ],
    ['YAML that is none', (text) => text.replace('minutes: 12', 'minutes: [12'), 4, ''],
    ['no notes for teachers', (text) => text.replace('## Teacher notes', ''), 52, 'Teacher notes'],
    [
      'what the run shows after the notes',
      (text) => `${text}\n## What the run shows\n\nThis.\n`,
      54,
      'stands before',
    ],
  ])(
    'a lesson with %s is reported by file and line, and the rest still load',
    async (_, damage, line, message) => {
      const copy = await scratch()
      await cp(folder, copy, { recursive: true })
      const file = join(copy, '07-fetcher-and-monitor/lesson.md')
      await writeFile(file, damage(await readFile(file, 'utf8')))
      const read = await readLessons(copy)
      expect(read.lessons).toHaveLength(lessons.length - 1)
      expect(read.problems).toHaveLength(1)
      expect(read.problems[0]?.message).toContain(message)
      expect(read.problems[0]?.message).toMatch(/07-fetcher-and-monitor\/lesson\.md:\d+: /)
      expect(read.problems[0]?.line).toBe(line)
    },
  )

  test('a lesson without its program is reported, and the rest still load', async () => {
    const copy = await scratch()
    await cp(folder, copy, {
      recursive: true,
      filter: (path) => !path.endsWith('03-await-may-not-pause/program.ts'),
    })
    const read = await readLessons(copy)
    expect(read.lessons).toHaveLength(lessons.length - 1)
    expect(read.problems[0]?.message).toContain('program.ts')
  })
})

describe('lessons of one’s own', () => {
  const withCopies = async (...names: readonly string[]): Promise<string> => {
    const own = await scratch()
    for (const name of names) {
      await cp(join(folder, '05-a-task-is-a-future'), join(own, name), { recursive: true })
    }
    return own
  }

  const edit = async (lesson: string, from: RegExp, to: string): Promise<void> => {
    const file = join(lesson, 'lesson.md')
    await writeFile(file, (await readFile(file, 'utf8')).replace(from, to))
  }

  test('lessons of one’s own with the same number: the second is reported, not hidden', async () => {
    const { lessons: read, problems } = await readLessons(await withCopies('01-one', '01-two'))
    expect(read.map(({ name }) => name)).toEqual(['one'])
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/01-two.lesson\.md: A task is a future has the number 1 already$/),
    ])
  })

  test('lessons of one’s own in a folder without a number are reported', async () => {
    const { problems } = await readLessons(await withCopies('01-one', 'mine'))
    expect(problems[0]?.message).toMatch(
      /mine.lesson\.md: the folder of a lesson is called NN-name/,
    )
  })

  test('lessons of one’s own whose program cannot be compiled are reported with its line', async () => {
    const own = await withCopies('01-one')
    await writeFile(join(own, '01-one', 'program.ts'), 'export function* main() {\n  yield* (\n}\n')
    const { lessons: read, problems } = await readLessons(own)
    expect(read).toEqual([])
    expect(problems[0]?.message).toMatch(/01-one.program\.ts:3: /)
  })

  test('lessons of one’s own whose control begins out of its bounds, or whose work there is none of, are reported at the field', async () => {
    const own = await withCopies('01-one', '02-two')
    const control =
      'kind: number\n    name: n\n    min: 1\n    max: 20\n    initial: 30\n    label: N\n'
    await edit(join(own, '01-one'), /kind: switch\n[^]*?initial: false\n/, control)
    const work =
      'experiment:\n  - title: T\n    spec:\n      name: t\n      workload:\n        kind: nap\n---\n'
    await edit(join(own, '02-two'), /\n---\n/, `\n${work}`)
    const { problems } = await readLessons(own)
    const messages = problems.map(({ message }) => message)
    expect(messages[0]).toMatch(
      /:\d+: controls\.0\.initial: expected a whole number from 1 to 20, got `30`$/,
    )
    expect(messages[1]).toMatch(/:\d+: experiment\.0\.spec\.workload/)
  })

  test.each([
    [
      '{ print: 1 }',
      6,
      'question.observe: expected an object with `shared`, or `printed`, or `lines` and `match`, or `iterationsBetween`',
    ],
    ['{ shared: a, printed: 1 }', 6, 'question.observe: expected an object with `shared`, or'],
    ['{ printed: one }', 6, 'question.observe.printed: expected a whole number, got `one`'],
    [
      '{ iterationsBetween: a }',
      6,
      'question.observe.iterationsBetween: expected a list of 2, got `a`',
    ],
    [
      '{ lines: a }',
      6,
      'question.observe.match: expected text of 1 to 200 characters, got nothing',
    ],
    [
      '{ count: steps }',
      6,
      'question.observe.count: expected one of tasks, cancelled, failed, timers, lines, got `steps`',
    ],
    [
      '\n    lines: a\n    matches: b',
      8,
      'question.observe.matches: there is no such field, and `match` is missing',
    ],
  ])(
    'lessons of one’s own that observe %s are told what there is to observe',
    async (observed, line, message) => {
      const own = await withCopies('01-one')
      const file = join(own, '01-one', 'lesson.md')
      const text = await readFile(file, 'utf8')
      await writeFile(
        file,
        text.replace(/observe:\n[^]*?\n(?= {2}choices)/, () => `observe: ${observed}\n`),
      )
      const { problems } = await readLessons(own)
      expect(problems[0]?.message).toContain(`lesson.md:${line}: ${message}`)
    },
  )

  test('lessons of one’s own that have too few choices, or a field of another name, are told so at its line', async () => {
    const own = await withCopies('01-one', '02-two')
    await edit(join(own, '01-one'), /( {2}choices:\n {4}- .*\n {6}.*\n)[^]*?\n(?=\w|---)/, '$1')
    await edit(join(own, '02-two'), /^minutes:/m, 'minute:')
    const { problems } = await readLessons(own)
    expect(problems.map(({ message }) => message.replace(/^.*lesson\.md:/, ''))).toEqual([
      expect.stringMatching(/^\d+: question\.choices: expected a list of 2 to 6, got /),
      '3: minute: there is no such field, and `minutes` is missing',
    ])
  })

  test('lessons of one’s own whose pattern could take for ever are refused', async () => {
    const own = await withCopies('01-one')
    const file = join(own, '01-one', 'lesson.md')
    const text = await readFile(file, 'utf8')
    for (const pattern of ['(a+)+$', '(a|a)*b', '.*.*.*.*b', '(']) {
      const observed = `observe:\n    lines: a\n    match: '${pattern}'\n`
      await writeFile(
        file,
        text.replace(/observe:\n[^]*?\n(?= {2}choices)/, () => observed),
      )
      const { problems } = await readLessons(own)
      expect(problems[0]?.message).toContain('question.observe')
    }
  })

  test('lessons of one’s own of which there are none are bad input', async () => {
    await expect(readLessons(await withCopies())).rejects.toThrow('There are no lessons in')
  })

  /** The one problem of lessons whose first was changed, without the folder that it is in. */
  const problemAfter = async (change: (lesson: string) => Promise<unknown>): Promise<string> => {
    const own = await withCopies('01-one', '02-two')
    await change(join(own, '01-one'))
    const { lessons: read, problems } = await readLessons(own)
    expect(read.map(({ name }) => name)).toEqual(['two'])
    expect(problems).toHaveLength(1)
    return (problems[0]?.message ?? '').replaceAll(`${own}/`, '')
  }
  const withHead = (head: string) => async (lesson: string) => {
    const file = join(lesson, 'lesson.md')
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text.replace(/^---\n[^]*?\n---\n/, () => `---\n${head}\n---\n`),
    )
  }

  test.each([
    ['program.ts', 'There is no file 01-one/program.ts'],
    ['original.py', 'There is no file 01-one/original.py'],
    ['lesson.md', 'There is no file 01-one/lesson.md'],
  ])('lessons of one’s own that lack %s are told by that file', async (file, message) => {
    expect(await problemAfter((lesson) => rm(join(lesson, file)))).toBe(message)
  })

  test.each([
    ['program.ts', 'is too large: 5.0 MiB, at most 192 KiB are read'],
    ['original.py', 'is too large: 5.0 MiB, at most 192 KiB are read'],
  ])(
    'lessons of one’s own whose %s is far too large are refused before it is read',
    async (file, message) => {
      const large = (lesson: string) => writeFile(join(lesson, file), `//${'x'.repeat(5_200_000)}`)
      expect(await problemAfter(large)).toBe(`01-one/${file} ${message}`)
    },
  )

  test.runIf(process.platform !== 'win32')('wait for no named pipe', async () => {
    const piped = async (lesson: string) => {
      await rm(join(lesson, 'original.py'))
      execFileSync('mkfifo', [join(lesson, 'original.py')])
    }
    expect(await problemAfter(piped)).toBe(
      '01-one/original.py is a named pipe, expected a file of a lesson',
    )
  })

  test.runIf(process.platform !== 'win32')('hand out nothing that a link leads to', async () => {
    const secret = join(await scratch(), 'secret')
    await writeFile(secret, 'a secret')
    const linked = async (lesson: string) => {
      await rm(join(lesson, 'original.py'))
      await symlink(secret, join(lesson, 'original.py'))
    }
    const message = await problemAfter(linked)
    expect(message).toMatch(/^01-one\/original\.py is a link that leads out of /)
    expect(message).not.toContain('a secret')

    const own = await withCopies('01-one')
    await symlink(join(folder, '07-fetcher-and-monitor'), join(own, '07-linked'))
    const { lessons: read, problems } = await readLessons(own)
    expect(read).toHaveLength(1)
    expect(problems[0]?.message).toContain('07-linked/lesson.md is a link that leads out of')
  })

  test('lessons of one’s own may share a file within their folder by a link', async () => {
    const own = await withCopies('01-one', '02-two')
    await rm(join(own, '02-two', 'original.py'))
    await symlink(join(own, '01-one', 'original.py'), join(own, '02-two', 'original.py'))
    expect((await readLessons(own)).lessons).toHaveLength(2)
  })

  test.each([
    ['[', '3: lists and maps are nested too deeply'],
    ['? ', '3: lists and maps are nested too deeply'],
    ['- ', '3: lists and maps are nested too deeply'],
    ['{a: ', '3: lists and maps are nested too deeply'],
  ])(
    'lessons of one’s own whose head nests `%s` are told so, and do not end the process',
    async (opening, message) => {
      const head = `title: T\n${opening.repeat(4_000)}`
      expect(await problemAfter(withHead(head))).toBe(`01-one/lesson.md:${message}`)
    },
  )

  test('lessons of one’s own whose head is long, or has an alias, are told so', async () => {
    const long = Array.from({ length: 4_000 }, (_, n) => `key${n}: 1`).join('\n')
    expect(await problemAfter(withHead(long))).toBe(
      '01-one/lesson.md:1: the head is longer than 16,384 characters',
    )
    expect(await problemAfter(withHead('title: &a T\nminutes: *a'))).toBe(
      '01-one/lesson.md:3: the alias `*a` is not followed: write out what it stands for',
    )
  })

  test('lessons of one’s own whose number is too high are told so', async () => {
    const { problems } = await readLessons(await withCopies('123456-one'))
    expect(problems[0]?.message).toMatch(
      /123456-one: number: expected a whole number from 0 to 10,000, got `123456`$/,
    )
  })

  test('lessons of one’s own are read up to two hundred, and the rest is said to be left out', async () => {
    const own = await withCopies('0001-one')
    for (let number = 2; number <= 3_000; number += 1) {
      await mkdir(join(own, `${String(number).padStart(4, '0')}-empty`))
    }
    const { lessons: read, problems } = await readLessons(own)
    expect(read).toHaveLength(1)
    expect(problems).toHaveLength(200)
    expect(problems.at(-1)?.message).toBe(
      `${own} has 3,000 lessons, of which the first 200 are read`,
    )
  })
})
