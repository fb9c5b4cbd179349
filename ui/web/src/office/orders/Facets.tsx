import { Checkbox } from '@mantine/core'
import type { View } from '../../shared/api/client'
import { count } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import type { ListUrl } from '../useListUrl'

/** The filters with their counts; a group's counts ignore its own choice. */
export function Facets({ facets, url }: { facets: readonly View<'Facet'>[]; url: ListUrl }) {
  const t = useT()
  const lang = useLang()
  const toggle = (name: string, value: string) => {
    const now = url.many(name)
    url.set({ [name]: now.includes(value) ? now.filter((one) => one !== value) : [...now, value] })
  }
  return (
    <aside className="or-facets" aria-label={t('orders.filters')}>
      {facets.map(({ name, values }) => (
        <fieldset key={name}>
          <legend>{t(`order.facet.${name}` as Key)}</legend>
          {values.map(({ value, label, count: n }) => {
            const on = url.many(name).includes(value)
            const words = label || t(`order.${name}.${value}` as Key)
            return (
              <label key={value} className={on ? 'on' : ''}>
                <Checkbox checked={on} onChange={() => toggle(name, value)} aria-label={words} />
                <span>{words}</span>
                <em>{count(n, lang)}</em>
              </label>
            )
          })}
        </fieldset>
      ))}
    </aside>
  )
}
