import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { Shell } from '../Shell'
import { Loading, Trouble } from '../states'
import { type Column, Table } from '../Table'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import type { Stencil } from './draft'
import { Editor } from './Editor'
import './labels.css'
import { useStencils } from './useStencils'

type Row = View<'StencilRow'>
type Drafts = Readonly<Record<string, Stencil | undefined>>

/** How labels are laid out: the kinds, and the editor of the chosen one with the label as it will be printed. */
export function Labels() {
  const t = useT()
  const url = useListUrl('/labels')
  const { data, error, refetch } = useStencils()
  const [drafts, setDrafts] = useState<Drafts>({})
  const rows = data?.rows ?? []
  const chosen = rows.find(({ kind }) => kind === url.id) ?? rows[0]
  const list = useRows({ ids: rows.map(({ kind }) => kind), opened: chosen?.kind, open: url.open })
  const columns = useColumns(drafts)
  const put = (kind: string, draft: Stencil | undefined) => setDrafts((before) => ({ ...before, [kind]: draft }))
  return (
    <Shell title={t('stencil.title')} sub={t('stencil.say')}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={9} height={36} />}
      {chosen && (
        <div className="lb">
          <div className="lb-kinds">
            <Table<Row> label={t('stencil.title')} rows={rows} columns={columns} idOf={({ kind }) => kind} current={list.current} onOpen={url.open} height={36} />
          </div>
          <Editor
            key={chosen.kind}
            kind={chosen.kind}
            printers={data?.printers ?? []}
            draft={drafts[chosen.kind]}
            put={(draft) => put(chosen.kind, draft)}
          />
        </div>
      )}
    </Shell>
  )
}

function useColumns(drafts: Drafts): readonly Column<Row>[] {
  const t = useT()
  return [
    { key: 'kind', head: t('stencil.label'), cell: ({ kind }) => t(`stencil.kind.${kind}` as Key) },
    {
      key: 'version',
      head: t('stencil.history'),
      cellClass: () => 'soft',
      cell: ({ kind, version, builtIn }) =>
        drafts[kind] ? t('stencil.unsaved') : builtIn ? t('stencil.builtIn') : t('stencil.version', { number: version }),
    },
  ]
}
