import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { count, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Said } from '../../shared/Said'
import { Raw } from '../Raw'

interface ProofProps {
  readonly of: View<'Proof'>
  /** What was counted: moves of the ledger, or records of any kind. */
  readonly counted?: 'moves' | 'records'
}

/** The proof that all sums match; when it fails it names the first line that does not. */
export function Proof({ of: proof, counted = 'moves' }: ProofProps) {
  const t = useT()
  const lang = useLang()
  if (proof.state === 'failed') {
    return (
      <div className="st-proof failed" role="alert">
        <ShieldAlert size={16} aria-hidden />
        <div>
          <p>{proof.bad ? <Said of={proof.bad} /> : t('proof.failed')}</p>
          <Raw of={proof.bad?.detail} />
        </div>
      </div>
    )
  }
  if (proof.state === 'never') return <p className="st-proof never">{t('proof.never')}</p>
  const at = when(proof.at, lang)
  const looked = count(proof.moves, lang)
  return (
    <p className="st-proof">
      <ShieldCheck size={16} aria-hidden />{' '}
      {proof.moves === 0 ? t('proof.holds', { at }) : counted === 'moves' ? t('proof.ok', { moves: looked, at }) : t('proof.records', { records: looked, at })}
    </p>
  )
}
