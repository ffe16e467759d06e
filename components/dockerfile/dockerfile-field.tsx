import clsx from 'clsx'
import { FileUp } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FieldMessage } from '@/components/ui/field-message'
import { inputClass } from '@/components/ui/input-class'
import { maxDockerfileLength } from '@/lib/contract/dockerfile'

interface DockerfileFieldProps {
  text: string
  onText: (text: string) => void
  /** With the whole text, when somebody pastes, drops or chooses a file, or asks for it by Ctrl Enter. */
  onCheck: (text?: string) => void
}

const tooLarge = 'This file is larger than 256 KiB; paste its FROM, ARG and COPY lines.'

export function DockerfileField({ text, onText, onCheck }: DockerfileFieldProps) {
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const [error, setError] = useState<string>()

  async function readFile(file: File | undefined): Promise<void> {
    if (!file) return
    if (file.size > maxDockerfileLength) return setError(tooLarge)
    setError(undefined)
    onCheck(await file.text())
  }
  function drop(event: DragEvent): void {
    event.preventDefault()
    setIsOver(false)
    void readFile(event.dataTransfer.files[0])
  }
  function paste(event: ClipboardEvent): void {
    // pasted over all there was: that is a new file, to be read at once
    if (text.trim() !== '' || event.clipboardData.files.length > 0) return
    event.preventDefault()
    onCheck(event.clipboardData.getData('text/plain'))
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onCheck()
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium text-sm">
          Dockerfile, compose file, or names of images
        </label>
        <Button
          variant="ghost"
          size="sm"
          icon={<FileUp aria-hidden className="size-3.5" />}
          onClick={() => picker.current?.click()}
        >
          Choose a file
        </Button>
        <input
          ref={picker}
          type="file"
          aria-label="File"
          hidden
          onChange={(event) => {
            void readFile(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      <textarea
        id={id}
        value={text}
        rows={14}
        spellCheck={false}
        autoCapitalize="none"
        wrap="off"
        maxLength={maxDockerfileLength}
        placeholder={'FROM alpine:3.20\n\nPaste or drop a file here.'}
        aria-describedby={`${id}-message`}
        onChange={(event) => onText(event.target.value)}
        onPaste={paste}
        onKeyDown={press}
        onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        className={clsx(
          inputClass({ isMono: true }),
          'h-auto! resize-y py-2 text-xs! leading-5 max-sm:h-auto max-sm:text-lg!',
          isOver && 'border-accent bg-accent-soft',
        )}
      />
      <FieldMessage
        id={`${id}-message`}
        error={error}
        hint="Only the names of the images leave this server; nothing of the file is kept."
      />
    </div>
  )
}
