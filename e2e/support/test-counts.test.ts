import { describe, expect, it } from 'vitest'
import { addCounts, countExit, countPlaywright, countVitest } from './test-counts'

describe('countVitest', () => {
  it('counts a file that could not be loaded as one failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'passed', assertionResults: [{}, {}, {}] },
      ],
    }
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2 })
  })
})

describe('countPlaywright', () => {
  it('counts flaky tests and errors outside tests as failures', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [{}] }
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 3 })
  })
})

describe('countExit', () => {
  it.each([
    { name: 'a good run', counts: { passed: 2, failed: 0 }, exitCode: 0, failed: 0 },
    { name: 'a run that failed outside its tests', counts: { passed: 2, failed: 0 }, exitCode: 1, failed: 1 },
    { name: 'a run without any test', counts: { passed: 0, failed: 0 }, exitCode: 0, failed: 1 },
    { name: 'failures that are counted already', counts: { passed: 2, failed: 3 }, exitCode: 1, failed: 3 },
  ])('$name', ({ counts, exitCode, failed }) => {
    expect(countExit(counts, exitCode).failed).toBe(failed)
  })
})

it('adds', () => {
  expect(addCounts({ passed: 1, failed: 2 }, { passed: 3, failed: 4 })).toEqual({ passed: 4, failed: 6 })
})
