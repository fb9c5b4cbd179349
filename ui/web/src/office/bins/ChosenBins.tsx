import { Button, Checkbox } from '@mantine/core'
import { Pencil } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Keys } from '../../shared/marks'
import { Do } from '../Do'
import { say } from '../notes'
import type { Rows } from '../useRows'

/** Stands over the head while bins are chosen: the same commands as the keys. */
export function ChosenBins({ list, shown, change }: { list: Rows; shown: number; change?: () => void }) {
  const t = useT()
  const chosen = t('bulk.picked', { count: list.picked.size })
  return (
    <div className="bn-chosen" role="toolbar" aria-label={chosen}>
      <Checkbox indeterminate={list.picked.size < shown} checked={list.picked.size === shown} onChange={list.pickAll} aria-label={t('bulk.chooseAll')} />
      <b>{chosen}</b>
      {change && (
        <Button variant="subtle" size="compact-sm" leftSection={<Pencil size={13} aria-hidden />} rightSection={<Keys keys="C" />} onClick={change}>
          {t('bulk.change')}
        </Button>
      )}
      <Do name="place.label" variant="subtle" size="compact-sm" cap="P" body={{ places: [...list.meant] }} done={() => say({ code: 'bins.printed' })}>
        {t('bins.label')}
      </Do>
    </div>
  )
}
