import { expect, it } from 'vitest'
import { chartStyleOf } from '../../src/charts/chart-style'
import { nameInLines } from '../../src/charts/row-name'

const wide = chartStyleOf({})
const narrow = chartStyleOf({ width: 321, height: 302 })

it('a name is broken at spaces, and a long word after a sign', () => {
  expect(nameInLines('node server.js --workers 8', 3, narrow)).toEqual([
    'node server.js',
    '--workers 8',
  ])
  const address = 'http://127.0.0.1:8080/users/latest'
  expect(nameInLines(address, 3, narrow)).toEqual(['http://127.0.0.1:8080/', 'users/latest'])
  expect(nameInLines(address, 3, wide)).toEqual([address])
})

it('a name that is too long keeps its start and its end', () => {
  const name = 'http://127.0.0.1:8080/a/path/that/is/as/long/as/paths/are?page=2'
  expect(nameInLines(name, 1, wide)).toEqual(['http://127.0.0.1:…paths/are?page=2'])
  expect(nameInLines('x'.repeat(5_000), 2, narrow).map(({ length }) => length)).toEqual([22, 22])
})

it('a name without a character has one line', () => {
  expect(nameInLines('', 3, wide)).toEqual([''])
})
