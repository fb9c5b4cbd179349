import type { KeyboardEvent, ReactNode } from 'react'

export interface Tab {
  readonly name: string
  readonly label: ReactNode
  readonly count?: ReactNode
  readonly tone?: string
}

/** Views of a list; the arrows walk them. */
export function Tabs({ label, tabs, at, choose }: { label: string; tabs: readonly Tab[]; at: string; choose: (name: string) => void }) {
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const to = step && tabs[tabs.findIndex(({ name }) => name === at) + step]
    if (!to) return
    event.preventDefault()
    choose(to.name)
    event.currentTarget.querySelector<HTMLElement>(`[data-name="${to.name}"]`)?.focus()
  }
  return (
    <div role="tablist" aria-label={label} tabIndex={-1} onKeyDown={walk}>
      {tabs.map(({ name, label: words, count, tone }) => (
        <button key={name} role="tab" data-name={name} aria-selected={name === at} tabIndex={name === at ? 0 : -1} onClick={() => choose(name)}>
          {words} {count !== undefined && <em className={tone}>{count}</em>}
        </button>
      ))}
    </div>
  )
}
