import type { ReactNode } from 'react'

/** One thing that just happened, readable at arm's length: a glyph, a word, and what hands do now. */
export function Verdict({ icon, title, children, tone = 'ok' }: { icon: ReactNode; title: string; children?: ReactNode; tone?: 'ok' | 'attention' | 'plain' }) {
  return (
    <div className={`hh-verdict ${tone}`}>
      {icon}
      <h2>{title}</h2>
      {children}
    </div>
  )
}
