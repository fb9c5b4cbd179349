import { Checkbox } from '@mantine/core'
import { useT } from '../../shared/locale'
import { Do } from '../Do'
import { say } from '../notes'
import type { Rows } from '../useRows'
import { sayReleased } from './released'

/** Stands over the head while rows are chosen: the same commands as the keys. */
export function Bulk({ list, found, shown, cancel }: { list: Rows; found: number; shown: number; cancel: (id: string) => void }) {
  const t = useT()
  const orders = [...list.meant]
  const only = orders.length === 1 ? orders[0] : undefined
  return (
    <div className="or-bulk" role="toolbar" aria-label={t('orders.chosen', { count: list.picked.size })}>
      <Checkbox indeterminate={list.picked.size < shown} checked={list.picked.size === shown} onChange={list.pickAll} aria-label={t('orders.chooseAll')} />
      <b>{t('orders.chosen', { count: list.picked.size })}</b>
      <Do
        name="pick.release"
        variant="subtle"
        cap="W"
        body={{ orders }}
        done={(answer) => {
          list.clear()
          sayReleased(answer)
        }}
      >
        {t('orders.release')}
      </Do>
      <Do name="orders.print" variant="subtle" cap="P" body={{ orders, kind: 'pick_list' }} done={() => say({ code: 'orders.printed' })}>
        {t('orders.print')}
      </Do>
      {only && (
        <button className="bad" onClick={() => cancel(only)}>
          {t('orders.cancel')}
        </button>
      )}
      <span className="or-push" />
      <span className="soft">{t('orders.shown', { shown, found })}</span>
    </div>
  )
}
