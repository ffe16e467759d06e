'use client'
import { useEffect } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { rememberImage } from '@/components/reference/recent-images'
import { ArtifactPanel } from './artifact-panel'
import { ImageHead } from './image-head'
import { ImageProblems } from './image-problems'
import { ImageWait } from './image-wait'
import { MachineStrip } from './machine/machine-strip'
import { useMachine } from './machine/use-machine'
import { usePullAnswer } from './machine/use-pull-answer'
import { OtherEntries } from './other-entries'
import { PlatformPanel } from './platform-panel'
import { PushedNotice } from './pushed-notice'
import { ReferrersPanel } from './referrers-panel'
import { TagMovement } from './tag-movement'
import { useImage } from './use-image'
import { useWantedPlatform } from './use-wanted-platform'
import { WantedNotice } from './wanted-notice'

export function ImageView({ reference }: { reference: string }) {
  const { image, isComplete, failure, isFetching, retry } = useImage(reference)
  const [wanted, want] = useWantedPlatform()
  const machine = useMachine()
  const answer = usePullAnswer(image, machine)
  useEffect(() => rememberImage(reference), [reference])
  if (!image) return <ImageWait reference={reference} state={{ failure, isFetching, retry }} />
  return (
    <div className="flex flex-col gap-5">
      <ImageHead image={image} platform={wanted} machine={machine.picked} />
      <PushedNotice image={image} />
      <TagMovement image={image} />
      <ImageProblems problems={image.problems} />
      {failure ? (
        <FailureNotice title="Sizes and times are missing." error={failure} onRetry={retry} isRetrying={isFetching} />
      ) : null}
      <WantedNotice image={image} wanted={wanted} />
      {image.kind === 'artifact' ? (
        <ArtifactPanel image={image} />
      ) : (
        <>
          <MachineStrip image={image} machine={machine} answer={answer} />
          <PlatformPanel
            image={image}
            isPending={!isComplete && !failure}
            wanted={wanted}
            pulled={answer && { answer, isPicked: machine.picked !== undefined }}
            onWant={want}
          />
        </>
      )}
      <OtherEntries image={image} />
      <ReferrersPanel image={image} isReady={isComplete || failure !== null} />
    </div>
  )
}
