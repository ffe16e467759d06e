/** Control, invisible and direction-changing characters. */
const unprintable = /[\p{Cc}\p{Cf}]/gu

/** Text from outside on one line, without unprintable characters, cut to `maxBytes` of UTF-8. */
export function cleanText(text: string, maxBytes = 2048): string {
  const clean = text.slice(0, maxBytes).replace(/\s+/g, ' ').replace(unprintable, '').trim()
  const bytes = new TextEncoder().encode(clean)
  if (bytes.length <= maxBytes) return clean
  return new TextDecoder().decode(bytes.subarray(0, maxBytes)).replace(/\ufffd+$/, '')
}
