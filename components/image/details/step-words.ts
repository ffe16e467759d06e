/** `/bin/sh -c #(nop) CMD ["sh"]`, `RUN /bin/sh -c make # buildkit` → what the Dockerfile said. */
export function stepWords(createdBy: string): string {
  const text = createdBy.replace(/\s+# buildkit\s*$/, '').trim()
  const metadata = /^(?:\|\d+ .*)?\/bin\/sh -c #\(nop\)\s+([\s\S]*)$/.exec(text)
  if (metadata?.[1]) return metadata[1].trim()
  const run = /^(RUN )?\/bin\/sh -c\s+([\s\S]*)$/.exec(text)
  return run?.[2] ? `RUN ${run[2].trim()}` : text
}
