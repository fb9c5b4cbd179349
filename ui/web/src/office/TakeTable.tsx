import { Menu } from '@mantine/core'
import { Download } from 'lucide-react'
import { useT } from '../shared/locale'

type Table = 'items' | 'bins' | 'stock' | 'balances' | 'orders' | 'parcels' | 'scores'

interface TakeTableProps {
  readonly of: Table
  /** What the list is filtered by, as its address says it. */
  readonly filter: Record<string, string | readonly string[] | undefined>
}

const forms = ['xlsx', 'csv'] as const

/** The list as a file: what is filtered, all pages of it. */
export function TakeTable({ of: table, filter }: TakeTableProps) {
  const t = useT()
  const asked = Object.entries(filter).flatMap(([name, value]) => (value?.length ? [[name, String(value)]] : []))
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <button className="icon-button" aria-label={t('table.take')} title={t('table.take')}>
          <Download size={17} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((as) => (
          <Menu.Item key={as} component="a" href={`/api/tables/${table}?${new URLSearchParams([...asked, ['as', as]])}`} download>
            {t(`table.as.${as}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
