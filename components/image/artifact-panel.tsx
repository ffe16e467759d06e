import { Notice } from '@/components/ui/notice'
import type { Image } from '@/lib/contract/image'
import { artifactName, isSchema1 } from './artifact-kind'

export function ArtifactPanel({ image }: { image: Image }) {
  if (isSchema1(image)) return null
  const { artifactType } = image
  return (
    <Notice title={`This is ${artifactName(artifactType) ?? 'an artifact'}, not an image.`}>
      It has no platforms and cannot be run; <Code>oras pull</Code> fetches it.
      {artifactType ? (
        <>
          {' '}
          Its type is <Code>{artifactType}</Code>.
        </>
      ) : null}
    </Notice>
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-xs [overflow-wrap:anywhere]">{children}</code>
}
