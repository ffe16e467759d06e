import type { z } from 'zod'

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** How a bound is said, by what is bounded. */
const bounds: Record<string, { least: (bound: string) => string; most: (bound: string) => string }> = {
  number: { least: (bound) => `it must be ${bound} or more`, most: (bound) => `it must be ${bound} or less` },
  string: {
    least: (bound) => `it needs ${bound} characters or more`,
    most: (bound) => `it may have ${bound} characters at most`,
  },
  array: { least: (bound) => `it needs ${bound} items or more`, most: (bound) => `it may have ${bound} items at most` },
}

/**
 * What is wrong with a value of a request, as the end of a sentence; undefined where nothing better than zod's words is known.
 * What a schema says itself goes before it.
 */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const noun = nouns[issue.expected]
      return noun && `it must be ${noun}`
    }
    case 'too_small':
      return bounds[issue.origin]?.least(String(issue.minimum))
    case 'too_big':
      return bounds[issue.origin]?.most(String(issue.maximum))
    case 'invalid_value':
      return `it must be ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}`
    case 'invalid_key':
      return 'its name is too long'
    default:
      return undefined
  }
}
