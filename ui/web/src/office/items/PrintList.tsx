import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Tag } from 'lucide-react'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Keys } from '../../shared/marks'
import { useMay } from '../session'
import { mostLabels } from './labels'
import { PrintLabels } from './PrintLabels'

interface PrintListProps {
  /** What the list is filtered by. */
  readonly text: string
  readonly asking: boolean
  readonly ask: (on: boolean) => void
}

/** Labels and price tags of all that the list shows, as far as they print at once. */
export function PrintList({ text, asking, ask }: PrintListProps) {
  const t = useT()
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['items', 'labels', text],
    enabled: asking,
    queryFn: async () => (await api.GET('/api/items', { params: { query: { text: text || undefined, limit: mostLabels } } })).data as View<'ItemsPage'>,
  })
  if (!may('catalog.label')) return null
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={asking && !data}
        leftSection={<Tag size={13} aria-hidden />}
        rightSection={<Keys keys="P" />}
        onClick={() => ask(true)}
      >
        {t('items.labelPrintList')}
      </Button>
      {asking && data && <PrintLabels of={data.rows} found={data.found} close={() => ask(false)} />}
    </>
  )
}
