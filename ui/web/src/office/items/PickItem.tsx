import { Select } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { ItemRef } from '../../shared/marks'

type ItemRow = View<'ItemRow'>

/** How many are offered: who sees none of them types another word. */
const offered = 8

interface PickItemProps {
  readonly label: string
  readonly pick: (item: ItemRow) => void
  readonly autoFocus?: boolean
}

/** Finds an item by name, article or barcode; a scanner's code with its Enter picks the one item that has it. */
export function PickItem({ label, pick, autoFocus }: PickItemProps) {
  const t = useT()
  const lang = useLang()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const words = text.trim()
  const asked = {
    queryKey: ['items', 'pick', words],
    queryFn: async () =>
      ((await api.GET('/api/items', { params: { query: { text: words, limit: offered } } })).data?.rows ?? []).filter(({ retired }) => !retired),
  }
  const { data: found = [], isFetching } = useQuery({ ...asked, enabled: words.length > 1, placeholderData: keepPreviousData })
  const rows = words.length > 1 ? found : []
  const take = (row: ItemRow | undefined) => {
    if (!row) return
    setText('')
    pick(row)
  }
  /** A scanner ends its code before the answer is there. */
  const enter = async (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    if (event.currentTarget.getAttribute('aria-activedescendant')) return
    event.preventDefault() // of the form around it
    const all = words.length > 1 ? await queries.fetchQuery(asked) : []
    if (all.length === 1) take(all[0])
  }
  return (
    <Select
      label={label}
      placeholder={t('items.search')}
      size="sm"
      searchable
      data-autofocus={autoFocus || undefined}
      searchValue={text}
      onSearchChange={setText}
      value={null}
      onChange={(id) => take(rows.find(({ item }) => item.id === id))}
      onKeyDown={(event) => void enter(event)}
      data={rows.map(({ item }) => ({ value: item.id, label: [item.name, item.differs, item.article].filter(Boolean).join(' ') }))}
      filter={({ options }) => options}
      nothingFoundMessage={words.length > 1 && !isFetching ? t('state.nothingFor', { text: words }) : undefined}
      renderOption={({ option }) => {
        const row = rows.find(({ item }) => item.id === option.value)
        return (
          row && (
            <span className="it-option">
              <ItemRef item={row.item} size={26} />
              <span className="soft">{row.price && money(row.price, lang)}</span>
              <span className={row.free > 0 ? 'soft' : 'bad'}>{t('items.freeOf', { count: row.free })}</span>
            </span>
          )
        )
      }}
    />
  )
}
