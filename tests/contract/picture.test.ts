import { expect, test } from 'vitest'
import { pictureSchema } from '../../src/contract/export'

test('a picture may be large, or finely scaled, but not both', () => {
  const [large, fine] = [
    { widthPx: 4_096, heightPx: 4_096, scale: 2 },
    { widthPx: 960, heightPx: 540, scale: 4 },
  ]
  expect(pictureSchema.safeParse(large).success).toBe(true)
  expect(pictureSchema.safeParse(fine).success).toBe(true)
  const { error } = pictureSchema.safeParse({ ...large, scale: 4 })
  expect(error?.issues).toMatchObject([
    {
      path: ['scale'],
      message: 'expected at most 2 for a picture of 4,096 × 4,096 px (67,108,864 pixels in all)',
    },
  ])
})

test('a picture is as it always was where nothing is asked for', () => {
  expect(pictureSchema.parse({})).toMatchObject({ widthPx: 960, heightPx: 540, scale: 2 })
})
