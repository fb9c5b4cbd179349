import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { api, type View } from '../shared/api/client'
import { type Key, useT } from '../shared/locale'
import { Bin, ItemRef, Keys, OrderNo, Person, Tote } from '../shared/marks'
import { useMe } from './session'
import { places } from './places'

const [store, palette] = createSpotlight()
export const openPalette = (): void => palette.open()

type Found = View<'Found'>

const screens: Record<Found['kind'], (found: Found) => string> = {
  order: ({ id }) => `/orders/${id}`,
  item: ({ id }) => `/items/${id}`,
  bin: ({ id }) => `/bins/${id}`,
  tote: ({ id }) => `/bins/${id}`,
  parcel: ({ id }) => `/bins/${id}`,
  person: ({ id }) => `/people/${id}`,
  device: ({ id }) => `/devices/${id}`,
}

/** Ctrl K: an order, item, bin, person or place of the office; a scanned code lands here too. */
export function Palette() {
  const t = useT()
  const [, go] = useLocation()
  const { site, rights } = useMe()
  const [text, setText] = useState('')
  const queries = useQueryClient()
  const asked = {
    queryKey: ['find', site, text.trim()],
    queryFn: async () => (await api.GET('/api/find', { params: { query: { site, text: text.trim() } } })).data ?? [],
  }
  const found = useQuery({ ...asked, enabled: text.trim().length > 1, placeholderData: (before) => before })
  const things = text.trim().length > 1 ? (found.data ?? []) : []
  const named = places.flat().filter(({ name, right }) => rights.includes(right) && t(name).toLowerCase().includes(text.trim().toLowerCase()))
  /** A scanner ends its code with Enter before the answer is there: the first that is found is meant. */
  const enter = async (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || document.querySelector('[data-action][data-selected]')) return
    event.preventDefault()
    event.stopPropagation()
    const [first] = text.trim().length > 1 ? await queries.fetchQuery(asked) : []
    const path = first ? screens[first.kind](first) : named[0]?.path
    if (!path) return
    palette.close()
    go(path)
  }
  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={setText}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      clearQueryOnClose
      maxHeight={460}
      scrollable
    >
      <Spotlight.Search placeholder={t('palette.hint')} aria-label={t('palette.hint')} onKeyDownCapture={(event) => void enter(event)} />
      <Spotlight.ActionsList>
        {things.map((one) => (
          <Spotlight.Action key={one.kind + one.id} className="pl-row" onClick={() => go(screens[one.kind](one))}>
            <span className="pl-kind">{t(`kind.${one.kind}`)}</span>
            <Drawn found={one} />
            {one.sub && <span className="soft">{one.sub}</span>}
          </Spotlight.Action>
        ))}
        {named.map(({ path, name, cap, icon: Icon }) => (
          <Spotlight.Action key={path} className="pl-row" onClick={() => go(path)}>
            <span className="pl-kind">{t('kind.place')}</span>
            <Icon size={16} aria-hidden />
            <span className="pl-name">{t(name)}</span>
            <Keys keys={`G ${cap}`} />
          </Spotlight.Action>
        ))}
        {things.length + named.length === 0 && !found.isFetching && (
          <Spotlight.Empty>{t('palette.nothing' satisfies Key, { text })}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function Drawn({ found }: { found: Found }) {
  switch (found.kind) {
    case 'order':
      return <OrderNo>{found.title}</OrderNo>
    case 'item':
      return found.item ? <ItemRef item={found.item} /> : <span>{found.title}</span>
    case 'bin':
      return <Bin code={found.title} />
    case 'tote':
    case 'parcel':
      return <Tote code={found.title} band={found.place?.band} />
    case 'person':
      return <Person short={found.title.slice(0, 2)} name={found.title} />
    default:
      return <span>{found.title}</span>
  }
}
