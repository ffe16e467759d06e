/** Fields of a source that other parts of the page lead to. */
export function sourceFieldId(id: number): string {
  return `source-${id}`
}

export function platformFieldId(id: number): string {
  return `platform-${id}`
}

/** Opens what hides the platform’s field and puts the focus there. */
export function openPlatformField(id: number): void {
  const field = document.getElementById(platformFieldId(id))
  const hiding = field?.closest('details')
  if (hiding) hiding.open = true
  field?.focus()
}
