import { expect, test } from 'vitest'
import { messageOf, messageWithPlace } from '../../../src/engine/thread/message-of'

const refused = (code: string, message: string): Error =>
  Object.assign(new Error(message), { code })

test('a refusal of the system is told in one way, whatever file or port it was for, with what helps', () => {
  const open = (file: string) => refused('EMFILE', `EMFILE: too many open files, open '${file}'`)
  expect(messageOf(open('/a'))).toBe(messageOf(open('/b')))
  expect(messageOf(open('/a'))).toMatch(/\(EMFILE\).* raise `ulimit -n`$/)
  expect(messageOf(refused('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:4321'))).toMatch(
    /^the loopback service took no connection/,
  )
  const thread = 'Worker initialization failure: EAGAIN'
  expect(messageOf(refused('ERR_WORKER_INIT_FAILED', thread))).toMatch(
    /^the system allows no more threads \(EAGAIN\): use fewer workers, or raise `ulimit -u`$/,
  )
})

test('what else is thrown is told as it is', () => {
  expect(messageOf(new Error('at job 7'))).toBe('at job 7')
  expect(messageOf(refused('EISDIR', 'EISDIR: illegal operation'))).toBe(
    'EISDIR: illegal operation',
  )
  expect(messageOf('a text')).toBe('a text')
})

test('what a person’s own job threw is told with its file and line, and what others threw without', () => {
  const error = new Error('no luck')
  error.stack =
    'Error: no luck\n    at blocking (/a/mine.ts:12:9)\n    at run (/lab/thread.cjs:7:1)'
  expect(messageWithPlace(error, { file: '/a/mine.ts' })).toBe('mine.ts:12 no luck')
  expect(messageWithPlace(error, { file: '/a/other.ts' })).toBe('no luck')
  expect(messageWithPlace(error, null)).toBe('no luck')
})
