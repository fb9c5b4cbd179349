import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { ItemRef } from '../../shared/marks'
import { Do, useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { PickItem } from '../items/PickItem'

/** Says which item a line of an order means: it is found by name, article or barcode, typed or scanned. */
export function MatchItem({ of: action }: { of: View<'Action'> }) {
  const t = useT()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [chosen, setChosen] = useState<View<'ItemRow'>>()
  const [learn, setLearn] = useState(true)
  const { give, busy } = useCommand('orders.line.match', () => {
    setAsking(false)
    void queries.invalidateQueries()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) void give({ ...(action.body as Body<'orders.line.match'>), item: chosen.item.id, learn })
  }
  const words = t('action.match')
  return (
    <>
      <Do name="orders.line.match" body={() => void setAsking(true)}>
        {words}
      </Do>
      {asking && (
        <FormDialog title={words} size="sm" close={() => setAsking(false)} send={send} button={words} busy={busy} disabled={!chosen}>
          <PickItem label={t('ask.item')} pick={setChosen} autoFocus />
          {chosen && <ItemRef item={chosen.item} />}
          <Checkbox size="sm" label={t('stuck.matchLearn')} checked={learn} onChange={(e) => setLearn(e.currentTarget.checked)} />
        </FormDialog>
      )}
    </>
  )
}
