import { ArrowUp, CornerUpLeft, CornerUpRight, type LucideIcon, MapPin, RotateCcw } from 'lucide-react'
import { useT } from '../../shared/locale'
import type { Bin as BinView } from '../../shared/floor/views'
import { Bin } from '../../shared/marks'
import { captions } from './captions'

type Turn = NonNullable<BinView['way']>['turn']

const turns: Record<Turn, LucideIcon> = {
  ahead: ArrowUp,
  right: CornerUpRight,
  left: CornerUpLeft,
  corner: CornerUpRight,
  back: RotateCcw,
  here: MapPin,
}

/** Where to walk: the plate as it hangs on the rack, and how to get there. */
export function Place({ bin, label }: { bin: BinView; label: string }) {
  const t = useT()
  const Turn = turns[bin.way?.turn ?? 'here']
  return (
    <div className="hh-goto">
      <p className="hh-label">{label}</p>
      <Bin large code={bin.code} parts={captions(bin.code, bin.parts ?? []).map((kind) => kind && t(`bin.${kind}`))} />
      {bin.way && (
        <p className="hh-way">
          <Turn size={22} aria-hidden />
          {bin.way.turn === 'here' ? t('way.here') : t(`way.${bin.way.turn}`, { metres: bin.way.metres })}
        </p>
      )}
    </div>
  )
}
