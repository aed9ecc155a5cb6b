import { describe, expect, it } from 'vitest'
import { calls } from '../../../src/contract/lab-api'
import { replySchema } from '../../../src/contract/channel/reply'

describe('a reply', () => {
  it('a reply is readable after JSON where the call answers nothing', () => {
    const sent = JSON.parse(JSON.stringify({ ok: true, value: undefined })) as unknown
    expect(replySchema(calls.cancelRun.output).safeParse(sent).success).toBe(true)
  })

  it('a reply is refused where a call should have answered something', () => {
    expect(replySchema(calls.startRun.output).safeParse({ ok: true }).success).toBe(false)
  })
})
