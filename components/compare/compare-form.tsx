'use client'
import { ArrowLeftRight } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { TextField } from '@/components/ui/text-field'
import { compareHref } from '@/lib/contract/links'
import { type CompareFields, readCompareField } from './compare-fields'

const missing = 'Name an image, for example ghcr.io/org/app:1.0.'

/** Sends itself by GET where there are no scripts; the page then reads the fields and says what is wrong with them. */
export function CompareForm({ fields }: { fields: CompareFields }) {
  const router = useRouter()
  const [isPending, start] = useTransition()
  const [{ base, target }, setFields] = useState(fields)
  const go = (sides: CompareFields) =>
    start(() => router.push(compareHref({ base: sides.base.reference, target: sides.target.reference })))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = { base: readCompareField(base.text), target: readCompareField(target.text) }
    if (read.base.reference && read.target.reference) return go(read)
    const complain = (field: CompareFields['base']) => (field.text === '' ? { ...field, fault: missing } : field)
    setFields({ base: complain(read.base), target: complain(read.target) })
  }
  const swap = () => {
    const swapped = { base: readCompareField(target.text), target: readCompareField(base.text) }
    setFields(swapped)
    if (swapped.base.reference && swapped.target.reference) go(swapped)
  }
  return (
    <form
      action="/compare"
      method="get"
      noValidate
      onSubmit={submit}
      className="grid items-start gap-x-3 gap-y-2 rounded-lg border bg-surface-raised p-4 shadow-raised md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto]"
    >
      <TextField
        name="base"
        label="Before"
        isMono
        value={base.text}
        error={base.fault}
        placeholder="ghcr.io/org/app:1.0"
        autoComplete="off"
        onChange={(event) => setFields({ base: { text: event.target.value }, target })}
      />
      <IconButton
        label="Swap before and after"
        onClick={swap}
        className="noscript:hidden max-md:mx-auto max-md:-mb-5 md:mt-6"
      >
        <ArrowLeftRight aria-hidden className="size-4 max-md:rotate-90" />
      </IconButton>
      <TextField
        name="target"
        label="After"
        isMono
        value={target.text}
        error={target.fault}
        placeholder="ghcr.io/org/app:1.1"
        autoComplete="off"
        onChange={(event) => setFields({ base, target: { text: event.target.value } })}
      />
      <Button type="submit" variant="primary" isBusy={isPending} className="max-md:mt-1 max-md:h-9 md:mt-6">
        Compare
      </Button>
    </form>
  )
}
