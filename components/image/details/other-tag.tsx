'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { ReferenceText } from '@/components/reference/reference-text'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { ApiFailure } from '@/lib/contract/error'
import type { Image } from '@/lib/contract/image'
import type { ImageDetails } from '@/lib/contract/image-config'
import { compareHref } from '@/lib/contract/links'
import { imageConfigQuery } from '@/lib/contract/queries'
import { otherTagReference } from './other-tag-reference'
import { sharedWithTagWords } from './shared-with-tag-words'

interface OtherTagProps {
  image: Image
  platform: string
  layers: ImageDetails['layers']
}

/** Which of these layers the same platform of another tag has; read when somebody asks. */
export function OtherTag({ image, platform, layers }: OtherTagProps) {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<string>()
  const { data, error, isFetching } = useQuery({
    ...imageConfigQuery(asked ?? '', platform),
    enabled: asked !== undefined,
  })
  const reference = otherTagReference(image, text)
  const ask = (event: FormEvent) => {
    event.preventDefault()
    setAsked(reference)
  }
  if (layers.length === 0) return null
  return (
    <form onSubmit={ask} className="mt-2 flex flex-wrap items-end gap-x-2 gap-y-1.5">
      <TextField
        label="Layers shared with another tag"
        isMono
        placeholder="1.0"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-56"
      />
      <Button type="submit" disabled={reference === undefined} isBusy={isFetching}>
        {isFetching ? 'Reading its layers…' : 'Compare layers'}
      </Button>
      <p role="status" className="min-w-0 basis-full text-ink-muted text-xs">
        {asked === undefined ? null : data ? (
          <>
            {sharedWithTagWords(layers, data.layers)} <ReferenceText reference={asked} className="text-xs" />.{' '}
            <Link href={compareHref({ base: asked, target: image.reference })} prefetch={false} className="link">
              Compare all of it
            </Link>
          </>
        ) : error && !isFetching ? (
          error instanceof ApiFailure ? (
            error.message
          ) : (
            'Its layers could not be read; try again.'
          )
        ) : null}
      </p>
    </form>
  )
}
