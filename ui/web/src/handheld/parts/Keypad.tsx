import { Delete } from 'lucide-react'
import { useT } from '../../shared/locale'

/** Digits for a gloved thumb. */
export function Keypad({ onDigit, onErase }: { onDigit: (digit: string) => void; onErase: () => void }) {
  const t = useT()
  return (
    <div className="hh-keypad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'].map((digit) =>
        digit ? (
          <button key={digit} onClick={() => onDigit(digit)}>
            {digit}
          </button>
        ) : (
          <span key="gap" />
        ),
      )}
      <button onClick={onErase} aria-label={t('floor.erase')}>
        <Delete size={28} aria-hidden />
      </button>
    </div>
  )
}
