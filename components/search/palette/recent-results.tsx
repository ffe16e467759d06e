import { History } from 'lucide-react'
import { hasWords } from '@/components/reference/has-words'
import { useRecentImages } from '@/components/reference/recent-images'
import { imageHref } from '@/lib/contract/links'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'

interface RecentResultsProps {
  query: string
  /** The image whose page is open. */
  shown: string | undefined
  go: (href: string) => void
}

const mostImages = 5

export function RecentResults({ query, shown, go }: RecentResultsProps) {
  const found = useRecentImages().filter((reference) => reference !== shown && hasWords(reference, query))
  if (found.length === 0) return null
  return (
    <PaletteGroup heading="Recently viewed">
      {found.slice(0, mostImages).map((reference) => (
        <PaletteItem
          key={reference}
          value={`recent:${reference}`}
          icon={History}
          object={reference}
          onSelect={() => go(imageHref(reference))}
        />
      ))}
    </PaletteGroup>
  )
}
