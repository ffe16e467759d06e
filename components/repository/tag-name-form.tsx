import { ArrowRight } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/input-class'

/** Some registries hand out images whose tags they do not list. The home page leads on, without scripts as well. */
export function TagNameForm({ repository }: { repository: string }) {
  return (
    <form action="/" method="get" className="flex max-w-xl flex-col gap-1">
      <label htmlFor="tag-name" className="font-medium text-sm">
        Open a tag by its name
      </label>
      <div className="flex gap-2">
        <input
          id="tag-name"
          name="q"
          defaultValue={`${repository}:latest`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          className={inputClass({ isMono: true })}
        />
        <Button type="submit" icon={<ArrowRight aria-hidden className="size-3.5" />} className="max-sm:h-9">
          Open
        </Button>
      </div>
    </form>
  )
}
