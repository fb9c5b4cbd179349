import { Package } from 'lucide-react'
import { useT } from '../shared/locale'
import type { Action, PackView } from '../shared/floor/views'
import { BoxFill } from './BoxFill'
import { Weight } from './Weight'

/** The box being filled: how full, how heavy, and the way to another box; of the last one, how it is closed. */
export function ParcelBox({ parcel, actions, last }: { parcel: NonNullable<PackView['parcel']>; actions: readonly Action[]; last: boolean }) {
  const t = useT()
  return (
    <section className="pk-parcel">
      <h2>
        <Package size={26} aria-hidden /> {t('pack.parcel', { index: parcel.index })} {parcel.box && <small>{parcel.box}</small>}
      </h2>
      <BoxFill permille={parcel.fillPermille} units={parcel.units} />
      <Weight parcel={parcel} open={actions.some((action) => action.name === 'weight')} />
      {actions.some((action) => action.name === 'parcel') && (
        <p className="pk-key">
          {t(last ? 'act.close_parcel' : 'act.parcel')} <kbd>F6</kbd>
        </p>
      )}
    </section>
  )
}
