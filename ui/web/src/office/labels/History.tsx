import { useQueryClient } from '@tanstack/react-query'
import type { View } from '../../shared/api/client'
import { fully, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, Person } from '../../shared/marks'
import { Do } from '../Do'
import { say, tell } from '../notes'
import type { Stencil } from './draft'
import { versionOf } from './useStencils'

interface HistoryProps {
  readonly page: View<'StencilPage'>
  /** Shows a version in the editor, to look at it or to go on from it. */
  readonly show: (stencil: Stencil) => void
  readonly restored: () => void
}

/** Every version, the newest first, each of which can be looked at and gone back to. */
export function History({ page, show, restored }: HistoryProps) {
  const t = useT()
  const lang = useLang()
  const queries = useQueryClient()
  const done = ({ version }: { version?: number }) => {
    restored()
    say({ code: 'stencil.saved', args: { number: { kind: 'text', text: String(version) } } })
    void queries.invalidateQueries({ queryKey: ['stencils', page.kind] })
    void queries.invalidateQueries({ queryKey: ['stencils'], exact: true })
  }
  return (
    <section className="lb-history" aria-label={t('stencil.history')}>
      <h2>{t('stencil.history')}</h2>
      <ol>
        {page.versions.map(({ number, at, by, back }) => (
          <li key={number}>
            <button className="link" onClick={() => void versionOf(page.kind, number).then(show, tell)}>
              {number > 0 ? t('stencil.version', { number }) : t('stencil.builtIn')}
            </button>
            {at && (
              <time dateTime={at} title={fully(at, lang)}>
                {when(at, lang)}
              </time>
            )}
            {by && <Person short={by.short} name={by.name} />}
            {back !== undefined && <span className="soft">{back > 0 ? t('stencil.back', { number: back }) : t('stencil.backBuiltIn')}</span>}
            {number === page.version ? (
              <Chip tone="ok">{t('stencil.current')}</Chip>
            ) : (
              <Do
                name="stencil.restore"
                variant="subtle"
                size="compact-xs"
                body={{ kind: page.kind, seen: page.version, to: number }}
                done={done}
              >
                {number > 0 ? t('stencil.restore', { number }) : t('stencil.restoreBuiltIn')}
              </Do>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
