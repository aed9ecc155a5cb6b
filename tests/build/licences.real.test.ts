import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assertSuits, noticesOf, type Notice } from '../../build/licences'

const projectFolder = join(import.meta.dirname, '../..')
const travelling = readFileSync(join(projectFolder, 'out/renderer/licences.txt'), 'utf8')
const notice: Notice = { name: 'some', version: '1.0.0', licence: 'MIT', text: 'Permission' }

describe('the licences of what travels with the lab', () => {
  const notices = noticesOf(projectFolder)

  it('lists what is built in and what is installed beside', () => {
    const names = notices.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        '@vue/runtime-dom',
        '@codemirror/state',
        'env-paths',
        'zod',
        'piscina',
        'pyodide',
      ]),
    )
  })

  it.each(notices.map((one) => [`${one.name} ${one.version}`, one] as const))(
    'the notice of %s travels with the page',
    (title, { licence, text }) => {
      expect(text.length).toBeGreaterThan(100)
      expect(travelling).toContain(`${title} (${licence})`)
      expect(travelling).toContain(text)
    },
  )

  it('names the fonts and the lab itself', () => {
    expect(travelling).toContain('The Corewise contributors')
    expect(travelling).toContain('SIL OPEN FONT LICENSE')
  })

  it('says where the source is of what is under a licence that asks for it', () => {
    expect(travelling).toMatch(/pyodide .*MPL-2\.0.*\nUnchanged\. Its source: https:/)
  })

  it('says what is compiled into a binary, with the licence of each', () => {
    const binaries = notices.filter(({ text }) => text.includes('Compiled into it'))
    expect(binaries.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^@napi-rs\/canvas-/),
    )
    expect(binaries[0]?.text).toMatch(/^selectors [\d.]+ \(MPL-2\.0\)$/m)
  })

  it.each([
    'GPL-3.0-only',
    'LGPL-2.1-or-later',
    'MPL-2.0',
    'MIT AND AGPL-3.0-only',
    'UNLICENSED',
    '',
  ])('refuses a library under "%s"', (licence) => {
    expect(() => {
      assertSuits({ ...notice, licence })
    }).toThrow(`some is licensed under ${licence || 'nothing'}`)
  })

  it('refuses a library that brings no notice', () => {
    expect(() => {
      assertSuits({ ...notice, text: '' })
    }).toThrow('some brings no notice')
  })
})
