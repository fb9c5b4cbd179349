import { NumberInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { date } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Do, useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'

interface CountKindsProps {
  readonly of: View<'Action'>
  readonly kinds: readonly View<'CountLies'>[]
}

/** Closes a count where several lots or conditions lie together: each is counted, and what the books say is not shown. */
export function CountKinds({ of: action, kinds }: CountKindsProps) {
  const t = useT()
  const lang = useLang()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [found, setFound] = useState<readonly (number | string)[]>(kinds.map(() => ''))
  const { give, busy } = useCommand('count.answer', () => {
    setAsking(false)
    say({ code: 'stock.counted' })
    void queries.invalidateQueries()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const all = kinds.map(({ stock }, i) => ({ stock, qty: Number(found[i]) }))
    void give({ ...(action.body as Body<'count.answer'>), qty: all.reduce((sum, { qty }) => sum + qty, 0), kinds: all })
  }
  const words = t('action.count')
  return (
    <>
      <Do name="count.answer" body={() => void setAsking(true)}>
        {words}
      </Do>
      {asking && (
        <FormDialog title={words} size="sm" close={() => setAsking(false)} send={send} button={words} busy={busy}>
          <p>{t('stuck.countEach')}</p>
          {kinds.map(({ lot, expiry, condition, owner }, i) => (
            <NumberInput
              key={[lot, condition, owner].join(' ')}
              label={[lot, expiry && t('stock.till', { day: date(expiry, lang) }), condition !== 'good' && t(`condition.${condition}`), owner]
                .filter(Boolean)
                .join(', ') || t('condition.good')}
              size="sm"
              min={0}
              allowDecimal={false}
              required
              data-autofocus={i === 0 || undefined}
              value={found[i]}
              onChange={(value) => setFound((before) => before.map((had, at) => (at === i ? value : had)))}
            />
          ))}
        </FormDialog>
      )}
    </>
  )
}
