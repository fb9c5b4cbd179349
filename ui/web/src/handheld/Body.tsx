import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

interface Rest {
  /** There is more than fits, so keys must reach it. */
  readonly scrolls: boolean
  /** Some of it is below the edge. */
  readonly more: boolean
}

/** What there is of a body now; what it was, when that is the same. */
function restOf(body: HTMLElement): (was: Rest) => Rest {
  const scrolls = body.scrollHeight > body.clientHeight + 1
  const more = scrolls && body.scrollTop + body.clientHeight < body.scrollHeight - 1
  return (was) => (was.scrolls === scrolls && was.more === more ? was : { scrolls, more })
}

/**
 * The middle of a step. What does not fit above the bars scrolls to its last line; a shadow says that there is more
 * below. Each new answer is read from its top. It is measured before it is painted: no frame scrolls without its shadow.
 */
export function Body({ version, children }: { version: number | undefined; children: ReactNode }) {
  const self = useRef<HTMLElement>(null)
  const [rest, setRest] = useState<Rest>({ scrolls: false, more: false })
  useLayoutEffect(() => {
    const body = self.current
    if (!body) return
    body.scrollTop = 0
    setRest(restOf(body))
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new answer is what it waits for
  }, [version])
  useEffect(() => {
    const body = self.current
    if (!body) return
    const look = () => flushSync(() => setRest(restOf(body)))
    const sizes = new ResizeObserver(look)
    const parts = new MutationObserver(() => {
      for (const part of body.children) sizes.observe(part)
      look()
    })
    parts.observe(body, { childList: true, subtree: true, characterData: true })
    for (const part of [body, ...body.children]) sizes.observe(part)
    body.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      parts.disconnect()
      body.removeEventListener('scroll', look)
    }
  }, [])
  return (
    <section ref={self} className={rest.more ? 'hh-body more' : 'hh-body'} {...(rest.scrolls && { tabIndex: 0 })}>
      {children}
    </section>
  )
}
