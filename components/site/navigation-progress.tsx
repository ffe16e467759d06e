'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Quicker than this, a page needs no announcement. */
const patienceMs = 400

function leadsHere({ pathname, search }: HTMLAnchorElement): boolean {
  return pathname === window.location.pathname && search === window.location.search
}

/** The link whose press Next takes over: the browser shows nothing of such a way. */
function takenLink(event: MouseEvent): HTMLAnchorElement | undefined {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  return event.defaultPrevented && link && !leadsHere(link) ? link : undefined
}

/** Until a slow registry has answered, the old page stays: this says that the new one is on its way. */
export function NavigationProgress() {
  const here = `${usePathname()}?${useSearchParams()}`
  const [from, setFrom] = useState<string>()
  if (from !== undefined && from !== here) setFrom(undefined)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = (event: MouseEvent) => {
      const link = takenLink(event)
      if (link === undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => setFrom(here), patienceMs)
    }
    window.addEventListener('click', follow)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('click', follow)
    }
  }, [here])
  const isOpening = from === here
  return (
    <>
      <div role="status" className="sr-only">
        {isOpening ? 'Opening the page…' : null}
      </div>
      {isOpening ? <div aria-hidden className="approach fixed inset-x-0 top-0 z-50 h-0.75 bg-accent" /> : null}
    </>
  )
}
