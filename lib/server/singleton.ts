/**
 * One instance for the whole process. Next loads a module once for pages and once for route handlers, so that state in a
 * module's scope would exist twice.
 */
export function singleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`archipelago.${name}`)
  const holder = globalThis as { [key: symbol]: T | undefined }
  holder[key] ??= make()
  return holder[key] as T
}
