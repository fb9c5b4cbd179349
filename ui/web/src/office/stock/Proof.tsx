import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { count, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Said } from '../../shared/Said'

/** The proof that all sums match; when it fails it names the first line that does not. */
export function Proof({ of: proof }: { of: View<'Proof'> }) {
  const t = useT()
  const lang = useLang()
  if (proof.state === 'failed') {
    return (
      <p className="st-proof failed" role="alert">
        <ShieldAlert size={16} aria-hidden />
        <span>
          {t('proof.failed')} {proof.bad && <Said of={proof.bad} />}
        </span>
      </p>
    )
  }
  if (proof.state === 'never') return <p className="st-proof never">{t('proof.never')}</p>
  return (
    <p className="st-proof">
      <ShieldCheck size={16} aria-hidden /> {t('proof.ok', { moves: count(proof.moves, lang), at: when(proof.at, lang) })}
    </p>
  )
}
