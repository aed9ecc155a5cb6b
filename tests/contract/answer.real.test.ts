import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Transport } from '../../src/contract/channel/connect'
import { answer, type Emit, type Handlers } from '../../src/contract/channel/handlers'
import { callNames, calls, events, type LabApi } from '../../src/contract/lab-api'
import { LabFault } from '../../src/contract/channel/reply'
import { preset } from '../../src/engine/spec/presets'
import { explain } from '../../src/host/explain'
import { Lab } from '../../src/host/run/lab'
import { createLabService } from '../../src/host/lab-service'
import { Library } from '../../src/host/library/library'
import { PreferencesFile } from '../../src/host/preferences'
import { Surveys } from '../../src/host/library/surveys'
import { browserShell } from '../../src/server/browser-shell'
import { syntheticCost } from '../charts/synthetic-survey'

const engineFolder = join(import.meta.dirname, '../../out/main')
const spec = preset('io-bound', 2).spec

describe('the contract', () => {
  let home: string
  let handlers: Handlers
  let lab: LabApi
  const listeners = new Map<string, (payload: unknown) => void>()

  /** As every transport does it, without anything between. */
  const transport: Transport = {
    call: (name, input) => answer(handlers, name, input, explain),
    listen: (event, listener) => {
      listeners.set(event, listener)
      return () => listeners.delete(event)
    },
  }
  const emit: Emit = (event, payload) => listeners.get(event)?.(payload)

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-contract-'))
    const library = new Library(join(home, 'runs'))
    handlers = createLabService({
      lab: new Lab({ engineFolder, filesFolder: home }),
      library,
      surveys: new Surveys(join(home, 'surveys')),
      preferences: new PreferencesFile(join(home, 'preferences.json')),
      shell: browserShell,
      engineFolder,
      lessonsFolder: join(import.meta.dirname, '../../resources/lessons'),
      examplesFolder: join(import.meta.dirname, '../../resources/examples'),
      ownJobsFolder: join(home, 'jobs'),
      workshopsFolder: join(home, 'workshops'),
      emit,
    }).handlers
    lab = connect(transport)
  })
  // The index of the library may still be written.
  afterEach(() => rm(home, { recursive: true, maxRetries: 10 }))

  it('the contract has a handler for every call and a schema for every payload', () => {
    expect(Object.keys(handlers).sort()).toEqual([...callNames].sort())
    for (const { input, output } of Object.values(calls)) {
      expect([typeof input.parse, typeof output.parse]).toEqual(['function', 'function'])
    }
    for (const schema of Object.values(events)) expect(typeof schema.parse).toBe('function')
  })

  it('answers what the schemas promise', async () => {
    for (const name of ['appInfo', 'environment', 'presets', 'listRuns', 'preferences'] as const) {
      expect(await lab[name]()).toMatchObject({ ok: true })
    }
    expect(await lab.activeRun()).toEqual({ ok: true, value: null })
    expect(await lab.predict(spec)).toMatchObject({
      ok: true,
      value: { contenders: [{}, {}, {}, {}, {}] },
    })
  })

  it('starts no Python that a spec names, as from a file of somebody else, but the one that was chosen', async () => {
    const [program, started] = [join(home, 'no-python'), join(home, 'started')]
    await writeFile(program, `#!/bin/sh\ntouch ${started}\n`, { mode: 0o755 })
    const foreign = { ...spec, contenders: ['python-asyncio' as const], python: program }
    expect(await lab.predict(foreign)).toMatchObject({ ok: true })
    expect(existsSync(started)).toBe(false)
    await lab.changePreferences({ python: program })
    expect(await lab.predict({ ...foreign, python: null })).toMatchObject({
      ok: true,
      value: { python: null, pythonFault: expect.stringContaining(program) as string },
    })
    expect(existsSync(started)).toBe(true)
  })

  it('refuses a call that does not exist', async () => {
    expect(await answer(handlers, 'constructor', undefined, explain)).toEqual({
      ok: false,
      error: { code: 'refused', message: 'No call is named "constructor".', fields: [] },
    })
  })

  it('names the field that it refuses and quotes its value', async () => {
    const reply = await lab.startRun({ ...spec, concurrency: 0.5 })
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', fields: [{ path: 'concurrency' }] },
    })
    if (reply.ok) return
    expect(reply.error.message).toMatch(
      /^startRun: concurrency: expected a whole number from 1 to 1,000,000, got `0\.5`$/,
    )
  })

  it.each([
    ['NaN', { ...spec, durationMs: Number.NaN }],
    ['a field too many', { ...spec, also: 1 }],
    ['nothing', undefined],
    ['something else', 'io-bound'],
  ])('refuses %s in place of a spec', async (_what, input) => {
    const reply = await answer(handlers, 'startRun', input, explain)
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })

  const circular: Record<string, unknown> = { name: 'round' }
  circular.workload = circular
  const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => [inner], [])
  it.each<[string, unknown, string]>([
    ['nested 5,000 deep', deep, 'expected an object, got `[ [Array] ]`'],
    ['nested deep in a field', { ...spec, workload: deep }, 'workload: expected an object whose'],
    ['a BigInt', { ...spec, seed: 1n }, 'seed: expected a whole number from 0 to'],
    ['a huge BigInt', { ...spec, seed: 10n ** 100_000n }, 'seed: expected a whole number'],
    ['a circle', { ...spec, ...circular }, 'workload.kind: expected one of wait, cpu'],
    ['a Map', new Map(Object.entries(spec)), 'startRun: expected plain data, got `[Map]`'],
    [
      'a set within',
      { ...spec, faults: { a: [new Set()] } },
      'faults.a.0: expected plain data, got `[Set]`',
    ],
    ['a date', { ...spec, name: new Date(0) }, 'name: expected plain data, got `[Date]`'],
    ['a symbol', { ...spec, name: Symbol('s') }, 'got `Symbol(s)`'],
    ['a function', { ...spec, name: () => 1 }, 'got `[Function]`'],
    ['an object without a prototype', Object.create(null), 'name: expected text'],
    [
      '1,000,000 wrong items',
      { ...spec, contenders: Array(1_000_000).fill(1) },
      'contenders.0: expected one of',
    ],
    [
      'a long text',
      { ...spec, name: 'x'.repeat(10_000_000) },
      'name: expected text of 1 to 80 characters, got `xxx',
    ],
    ['a name that steers', { ...spec, '\u001b[2J\n': 1 }, '\\u001b[2J\\n: there is no such field'],
  ])('refuses %s in one short line', async (_what, input, problem) => {
    const reply = await answer(handlers, 'startRun', input, explain)
    if (reply.ok) throw new Error('was accepted')
    expect(reply.error.code).toBe('invalid-input')
    expect(reply.error.message).toContain(problem)
    expect(reply.error.message).toMatch(/^startRun: [^\n\u001b]{1,400}$/)
    expect(JSON.stringify(reply)).not.toMatch(/Invalid input|Too (big|small)|received/)
  })

  it('answers where a field of the input throws when it is read', async () => {
    const input = Object.defineProperty({ ...spec }, 'seed', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    expect(await answer(handlers, 'startRun', input, explain)).toEqual({
      ok: false,
      error: { code: 'invalid-input', message: 'startRun: the input cannot be read', fields: [] },
    })
  })

  it('answers where what is thrown is no text either', async () => {
    const failing = {
      ...handlers,
      presets: () => {
        throw Object.create(null)
      },
    }
    expect(await answer(failing, 'presets', undefined, explain)).toMatchObject({
      ok: false,
      error: { code: 'failed' },
    })
  })

  it('takes nothing where a call takes nothing', async () => {
    expect(await answer(handlers, 'presets', 'x', explain)).toMatchObject({
      error: { message: 'presets: expected nothing, got `x`' },
    })
  })

  it.each(['../../etc', '/etc', '.trash', 'a/b', '', 'a'.repeat(300)])(
    'takes no way out of the library: "%s"',
    async (id) => {
      expect(await lab.readRun({ id })).toMatchObject({
        ok: false,
        error: { code: 'invalid-input' },
      })
    },
  )

  it('reads no folder that only a lesson names, from a file of somebody else perhaps', async () => {
    const files = preset('files', 2).spec
    const experiment = {
      title: 'Your files',
      spec: { ...files, workload: { kind: 'files' as const, path: '/etc' } },
    }
    const refused = { ok: false, error: { code: 'refused', fields: [{ path: 'workload.path' }] } }
    expect(await lab.closeLesson(experiment)).toMatchObject(refused)
    const list = await lab.lessons()
    const [first] = list.ok ? list.value.lessons : []
    if (first === undefined) throw new Error('there are no lessons')
    const handout = { format: 'html', hasNotes: false, isMeasured: true } as const
    expect(
      await lab.exportHandout({ ...handout, lessons: [{ ...first, experiment: [experiment] }] }),
    ).toMatchObject(refused)
  })

  it('refuses a sweep over values that the spec cannot take, before anything runs', async () => {
    const reply = await lab.startSweep({ spec, over: 'workers', values: [1, 0] })
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', fields: [{ path: 'values' }] },
    })
    expect(await lab.activeRun()).toEqual({ ok: true, value: null })
  })

  it('the contract has no survey before one was measured, and fills in how thoroughly one is', async () => {
    expect(await lab.activeSurvey()).toEqual({ ok: true, value: null })
    expect(await lab.newestSurveys()).toEqual({
      ok: true,
      value: { memory: null, cost: null, problems: [] },
    })
    expect(calls.measureSurvey.input.parse({ kind: 'memory' })).toMatchObject({
      maxTasks: 1_000_000,
      maxThreads: 512,
    })
    expect(calls.measureSurvey.input.parse({ kind: 'cost' })).toMatchObject({ rounds: 10 })
  })

  it.each([
    [{ kind: 'memory', rounds: 0 }, 'rounds'],
    [{ kind: 'memory', memoryShare: 1 }, 'memoryShare'],
    [{ kind: 'cost', windowMs: 1 }, 'windowMs'],
    [{ kind: 'speed' }, 'kind'],
  ])('measures nothing for a survey like %o', async (request, path) => {
    const reply = await answer(handlers, 'measureSurvey', request, explain)
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input', fields: [{ path }] } })
  })

  it('measures one thing at a time, a run or a survey', async () => {
    const ended = new Promise((resolve) => {
      lab.on('survey', ({ kind }) => {
        if (kind === 'finished' || kind === 'failed') resolve(kind)
      })
    })
    const started = await lab.measureSurvey({ kind: 'cost', rounds: 1_000, windowMs: 50 })
    if (!started.ok) throw new Error(started.error.message)
    expect(await lab.activeSurvey()).toMatchObject({ value: { ...started.value, kind: 'cost' } })
    const message = expect.stringContaining('A survey is going on') as string
    const refusal = { ok: false, error: { code: 'busy', message } }
    expect(await lab.startRun(spec)).toMatchObject(refusal)
    expect(await lab.startSweep({ spec, over: 'workers', values: [1] })).toMatchObject(refusal)
    expect(await lab.measureSurvey({ kind: 'memory' })).toMatchObject(refusal)
    expect(await lab.cancelSurvey(started.value)).toMatchObject({ ok: true })
    await ended
    expect(await lab.activeSurvey()).toEqual({ ok: true, value: null })
    expect(await lab.cancelSurvey(started.value)).toMatchObject({ error: { code: 'not-found' } })
  })

  it('exports a survey that was kept, and says of one that was not that it is not there', async () => {
    const surveyId = await new Surveys(join(home, 'surveys')).keep(
      syntheticCost({ 'loop-iteration': [100, 110] }),
    )
    const request = { surveyId, chart: null, format: 'csv' } as const
    expect(await lab.exportSurvey(request)).toMatchObject({
      value: {
        kind: 'content',
        files: [{ fileName: expect.stringMatching(/^cost-\d{8}T\d{6}Z.*\.csv$/) as string }],
      },
    })
    expect(await lab.exportSurvey({ ...request, chart: 'pie', format: 'png' })).toMatchObject({
      error: { code: 'not-found', message: 'chart: expected one of cost, got "pie"' },
    })
    expect(await lab.copySurveyChart({ surveyId, chart: 'cost' })).toMatchObject({
      value: { files: [{ fileName: 'cost.png' }] },
    })
    expect(await lab.exportSurvey({ ...request, surveyId: 'none' })).toMatchObject({ ok: false })
    expect(await lab.exportSurvey({ ...request, surveyId: '../runs' })).toMatchObject({
      error: { code: 'invalid-input' },
    })
  })

  it('answers an error of the host as an error, never by throwing', async () => {
    expect(await lab.readRun({ id: 'none' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
    expect(await lab.cancelRun({ runId: 'none' })).toMatchObject({ ok: false })
    const failing = {
      ...handlers,
      presets: () => {
        throw new LabFault('no-space', 'The disk is full.')
      },
    }
    expect(await answer(failing, 'presets', undefined, explain)).toEqual({
      ok: false,
      error: { code: 'no-space', message: 'The disk is full.', fields: [] },
    })
  })

  it('answers that the way is gone where the transport fails', async () => {
    const broken = connect({ ...transport, call: () => Promise.reject(new Error('cut')) })
    expect(await broken.presets()).toEqual({
      ok: false,
      error: { code: 'disconnected', message: 'cut', fields: [] },
    })
  })

  it('passes on events that fit their schema, until nobody listens any more', () => {
    const heard: string[] = []
    const stop = lab.on('command', (command) => heard.push(command))
    emit('command', 'start-run')
    listeners.get('command')?.('format-disk')
    stop()
    emit('command', 'cancel-run')
    expect(heard).toEqual(['start-run'])
  })

  it('keeps preferences, and refuses one that it does not know', async () => {
    expect(await lab.changePreferences({ theme: 'dark' })).toMatchObject({
      value: { theme: 'dark' },
    })
    const again = new PreferencesFile(join(home, 'preferences.json'))
    expect(await again.read()).toMatchObject({ theme: 'dark', language: 'Python', lastSpec: null })
    const reply = await answer(handlers, 'changePreferences', { theme: 'pink' }, explain)
    expect(reply).toMatchObject({ ok: false, error: { fields: [{ path: 'theme' }] } })
  })
})
