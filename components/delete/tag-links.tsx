import Link from 'next/link'
import { imageHref } from '@/lib/contract/links'

interface TagLinksProps {
  /** `registry/repository`. */
  repository: string
  tags: readonly string[]
}

export function TagLinks({ repository, tags }: TagLinksProps) {
  return (
    <ul className="flex max-h-40 flex-wrap gap-x-3 gap-y-1 overflow-y-auto">
      {tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <Link href={imageHref(`${repository}:${tag}`)} className="link font-mono [overflow-wrap:anywhere]">
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  )
}
