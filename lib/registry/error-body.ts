import { z } from 'zod'
import { decodeJson } from '@/lib/oci/decode-json'
import { registryErrorBodySchema } from '@/lib/oci/error-code'
import { cleanText } from './clean-text'

export interface ErrorBody {
  codes: string[]
  message?: string
  detail?: unknown
  isHtml: boolean
}

const maxErrors = 20
const maxDetailLength = 8192
const messageSchema = z.looseObject({
  message: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  details: z.string().optional(),
})

/** A trace is for whoever runs the registry; what stands before it may be a sentence. */
const traceStart = /(?:^|\n)[ \t]{0,16}(?:at [\w$.<[]|goroutine \d|panic: |Traceback \(|Caused by: |File ")/

function cleanWords(text: string): string {
  const start = text.search(traceStart)
  return cleanText(start < 0 ? text : text.slice(0, start))
}

/** Codes are shown and compared: only what looks like one. */
const isCode = (code: string) => /^[A-Za-z][A-Za-z0-9_ ]{0,63}$/.test(code)

function boundDetail(details: unknown[]): unknown {
  const present = details.filter((detail) => detail !== undefined && detail !== null)
  const detail = present.length === 1 ? present[0] : present
  return present.length > 0 && JSON.stringify(detail).length <= maxDetailLength ? detail : undefined
}

function readJson(document: unknown): ErrorBody | undefined {
  const standard = registryErrorBodySchema.safeParse(document)
  if (standard.success) {
    const errors = standard.data.errors.slice(0, maxErrors)
    const messages = errors.map(({ message }) => message ?? '').filter(Boolean)
    return {
      codes: errors.map(({ code }) => code).filter(isCode),
      message: cleanWords([...new Set(messages)].join('; ')),
      detail: boundDetail(errors.map(({ detail }) => detail)),
      isHtml: false,
    }
  }
  const other = messageSchema.safeParse(document)
  if (!other.success) return undefined
  const { message, error_description: description, details, error } = other.data
  return { codes: [], message: cleanWords(message ?? description ?? details ?? error ?? ''), isHtml: false }
}

export function isHtml(contentType: string | undefined, bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1').trimStart().toLowerCase()
  const saysHtml = /^(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType?.trim() ?? '')
  return start.startsWith('<!doctype html') || start.startsWith('<html') || (saysHtml && !/^[[{]/.test(start))
}

function titleOf(html: string): string {
  const start = html.search(/<title[^<>]{0,200}>/i)
  const open = start < 0 ? -1 : html.indexOf('>', start) + 1
  const close = open > 0 ? html.indexOf('<', open) : -1
  return close > open ? html.slice(open, close) : ''
}

/** What a registry says in the body of a failed answer, whatever its form. Source: distribution-spec v1.1, "Error Codes". */
export function parseErrorBody(bytes: Uint8Array, contentType: string | undefined): ErrorBody {
  const text = Buffer.from(bytes).toString('utf8')
  if (isHtml(contentType, bytes)) return { codes: [], message: cleanText(titleOf(text)), isHtml: true }
  try {
    const known = readJson(decodeJson(bytes))
    if (known) return known
  } catch {
    // not JSON: plain text
  }
  return { codes: [], message: cleanWords(text), isHtml: false }
}
