import { describe, expect, it } from 'vitest'
import { addSample, type ByteSample, secondsLeft, timeLeftWords } from './time-left'

const samplesOf = (pairs: [number, number][]) =>
  pairs.reduce<ByteSample[]>((samples, [atMs, bytes]) => addSample(samples, { atMs, bytes }), [])

describe('the seconds left', () => {
  it.each<[string, [number, number][], number | undefined]>([
    ['nothing is known', [], undefined],
    ['there is one sample', [[0, 100]], undefined],
    [
      'it has just begun',
      [
        [0, 0],
        [900, 900],
      ],
      undefined,
    ],
    [
      'nothing moves',
      [
        [0, 500],
        [5000, 500],
      ],
      undefined,
    ],
    [
      'it goes evenly',
      [
        [0, 0],
        [2000, 200],
      ],
      8,
    ],
    [
      'it is done',
      [
        [0, 0],
        [2000, 1000],
      ],
      0,
    ],
    [
      'it has become faster',
      [
        [0, 0],
        [20_000, 100],
        [25_000, 600],
      ],
      4,
    ],
    [
      'another copying has begun',
      [
        [0, 0],
        [5000, 900],
        [6000, 0],
        [8000, 100],
      ],
      18,
    ],
  ])('of 1000 bytes, when %s', (_case, pairs, expected) => {
    expect(secondsLeft(samplesOf(pairs), 1000)).toBe(expected)
  })

  it('are given no more exactly than they are known', () => {
    const words = [0, 4, 5, 12, 59, 60, 61, 600, 3599, 3601, 90_000].map(timeLeftWords)
    expect(words).toEqual([
      'a few seconds left',
      'a few seconds left',
      'about 5 s left',
      'about 15 s left',
      'about 60 s left',
      'about 1 min left',
      'about 2 min left',
      'about 10 min left',
      'about 1 h left',
      'about 2 h left',
      'about 25 h left',
    ])
  })
})
