import { useT } from '../../shared/locale'
import { Bin } from '../../shared/marks'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { HowMany } from '../parts/HowMany'
import { ItemLine } from '../parts/ItemLine'
import type { PickProps } from './Pick'

/** The item's rule lets the quantity be typed: with the thumb, or on the terminal's keys. */
export function TypeQuantity({ view, title }: PickProps) {
  const t = useT()
  const client = useClient()
  const { item, asked, bin } = view
  return (
    <Frame title={title} lines={view.lines} actions={view.actions ?? []}>
      {bin && (
        <p className="hh-at">
          {t('pick.here')} <Bin code={bin.code} />
        </p>
      )}
      {item && <ItemLine item={item} qty={view.need - view.done} />}
      {item && asked && (
        <HowMany
          key={asked.typed}
          item={item}
          least={asked.least}
          most={asked.most}
          start={asked.typed ?? asked.most}
          confirm={(said) => t('pick.take', { qty: said })}
          onConfirm={(qty) => client.touch('confirm', { qty: String(qty) })}
        />
      )}
    </Frame>
  )
}
