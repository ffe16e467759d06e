import clsx from 'clsx'
import { FieldMessage } from '@/components/ui/field-message'

interface SearchMessageProps {
  id: string
  error: string | undefined
  isLarge: boolean
}

const hint = 'Any reference, a docker pull line, or an image’s page on Docker Hub, GitHub or Quay.'

/** Under the large field the room is kept free; under the header’s field the sentence floats. */
export function SearchMessage({ id, error, isLarge }: SearchMessageProps) {
  const floating =
    'mt-2 sm:absolute sm:inset-x-0 sm:top-full sm:rounded-md sm:border sm:bg-surface-raised sm:px-3 sm:py-2 sm:shadow-floating'
  return (
    <div className={clsx(isLarge ? 'mt-2 min-h-10' : error && floating)}>
      <FieldMessage id={id} error={error} hint={isLarge ? hint : undefined} />
    </div>
  )
}
