import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { allRegistrySettingsSchema, type RegistrySettings } from '@/lib/registry/registry-settings'

/** A file that holds what the operator says about single registries, as `{"HOST": {…}}`. Adds an issue that names what is wrong. */
export const registriesFileSchema = z.string().transform((path, context): Record<string, RegistrySettings> => {
  const refuse = (message: string) => {
    context.addIssue(message)
    return z.NEVER
  }
  let document: unknown
  try {
    document = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return refuse(
      error instanceof SyntaxError ? 'must name a file with valid JSON' : 'must name a file that can be read',
    )
  }
  const parsed = allRegistrySettingsSchema.safeParse(document)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuse(`is wrong at ${issue?.path.map(String).join(' → ') || 'its top level'}: ${issue?.message}`)
})
