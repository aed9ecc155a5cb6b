import { expect, test } from 'vitest'
import fc from 'fast-check'
import { runIdSchema } from '../../../src/contract/library'
import { namedByFolder, plainName } from '../../../src/host/library/result-file'

test.each([
  ['Résumé café', 'Resume-cafe'],
  ['Ångström über Straße', 'Angstrom-uber-Strasse'],
  ['Łódź, Ærø & Þórr', 'Lodz-AEro-Thorr'],
  ['ﬁne ½ ①', 'fine-1-2-1'],
  ['İstanbul ışık', 'Istanbul-isik'],
  ['a/b\\c:d*e?f', 'a-b-c-d-e-f'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.hidden.', 'hidden'],
  ['日本語', 'run'],
  ['Кофе and tea', 'and-tea'],
  ['', 'run'],
  ['nul', 'run-nul'],
  ['CON.txt', 'run-CON.txt'],
  ['console', 'console'],
  [`${'x'.repeat(59)} y`, 'x'.repeat(59)],
])('%j is called %j in a folder', (name, plain) => {
  expect(plainName(name, 'run')).toBe(plain)
})

test('whatever a name is, what it is called is safe on every system', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const plain = plainName(name, 'run')
      expect(runIdSchema.safeParse(plain).success).toBe(true)
      expect(plain).toMatch(/[A-Za-z0-9]$/)
      expect(plain.length).toBeLessThan(70)
    }),
  )
})

test.each([
  ['io-bound-20261122T214007Z', 'io-bound', '2026-11-22T21:40:07.000Z'],
  ['io-bound-20261122T214007Z-2', 'io-bound', '2026-11-22T21:40:07.000Z'],
  ['a-1-20261122T214007Z', 'a-1', '2026-11-22T21:40:07.000Z'],
  ['20261122T214007Z', '20261122T214007Z', null],
  ['io-bound-20261399T994007Z', 'io-bound-20261399T994007Z', null],
  ['for the talk', 'for the talk', null],
])('a folder %j holds a run called %j of %j', (folder, name, startedAt) => {
  expect(namedByFolder(folder)).toEqual({ name, startedAt })
})
