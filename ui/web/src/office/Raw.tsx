import { useT } from '../shared/locale'
import './raw.css'

/** What the program or the system said in its own words, for whoever mends it: folded, below what it means. */
export function Raw({ of }: { readonly of?: string | undefined }) {
  const t = useT()
  if (!of) return null
  return (
    <details className="raw">
      <summary>{t('raw.text')}</summary>
      <p className="code">{of}</p>
    </details>
  )
}
