import { CircleAlert, TriangleAlert } from 'lucide-react'
import { Chip } from '@/components/ui/chip'
import type { Problem } from '@/lib/compose/problem'

const plural = (count: number, word: string) => (count === 1 ? `1 ${word}` : `${count} ${word}s`)

/** Says at the source that something is wrong with it; what that is stands among the problems. */
export function SourceMark({ problems }: { problems: readonly Problem[] }) {
  const errors = problems.filter(({ level }) => level === 'error').length
  const warnings = problems.filter(({ level }) => level === 'warning').length
  if (errors > 0)
    return (
      <Chip tone="danger" icon={<CircleAlert aria-hidden className="size-3" />}>
        {plural(errors, 'error')}
      </Chip>
    )
  if (warnings === 0) return null
  return (
    <Chip tone="warning" icon={<TriangleAlert aria-hidden className="size-3" />}>
      {plural(warnings, 'warning')}
    </Chip>
  )
}
