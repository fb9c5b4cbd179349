import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

/**
 * The middle of a step. What does not fit above the bars scrolls to its last line; a shadow says that there is more
 * below. Each new answer is read from its top.
 */
export function Body({ version, children }: { version: number | undefined; children: ReactNode }) {
  const self = useRef<HTMLElement>(null)
  const [rest, setRest] = useState({ scrolls: false, more: false })
  useLayoutEffect(() => {
    if (self.current) self.current.scrollTop = 0
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new answer is what it waits for
  }, [version])
  useEffect(() => {
    const body = self.current
    if (!body) return
    const look = () => {
      const scrolls = body.scrollHeight > body.clientHeight + 1
      const more = scrolls && body.scrollTop + body.clientHeight < body.scrollHeight - 1
      setRest((was) => (was.scrolls === scrolls && was.more === more ? was : { scrolls, more }))
    }
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
