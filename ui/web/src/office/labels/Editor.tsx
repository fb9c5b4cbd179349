import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { useCommand, useWhyNot } from '../Do'
import { useKeys } from '../keys'
import { say } from '../notes'
import { Loading, Trouble } from '../states'
import { edited, moved, newElement, same, type Stencil, without } from './draft'
import { ElementForm } from './ElementForm'
import { Elements } from './Elements'
import { Tape } from '../Tape'
import { History } from './History'
import { Media } from './Media'
import { Preview } from './Preview'
import { useStencil } from './useStencils'

interface EditorProps {
  readonly kind: string
  readonly printers: readonly View<'StencilPrinter'>[]
  /** What was changed and not saved; absent: nothing. */
  readonly draft: Stencil | undefined
  readonly put: (draft: Stencil | undefined) => void
}

/** One kind of label: its elements, each with its form, the label as it will be printed, and every version before. */
export function Editor(props: EditorProps) {
  const { data, error, refetch } = useStencil(props.kind)
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  return data ? <Form {...props} page={data} /> : <Loading rows={9} height={36} />
}

function Form({ kind, printers, draft, put, page }: EditorProps & { page: View<'StencilPage'> }) {
  const t = useT()
  const [at, setAt] = useState(0)
  const stencil = draft ?? page.stencil
  const change = (to: Stencil) => put(same(to, page.stencil) ? undefined : to)
  const chosen = Math.min(at, stencil.elements.length - 1)
  const element = stencil.elements[chosen]
  const saving = useSave(kind, page.version, put)
  const save = () => draft && !saving.whyNot && void saving.give({ kind, seen: page.version, stencil: draft })
  useKeys([{ code: 'Ctrl+KeyS', cap: 'Ctrl S', does: 'stencil.saveKey', run: save }])
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable */}
      <div className="lb-form" tabIndex={0} role="region" aria-label={t(`stencil.kind.${kind}` as Key)}>
        <Media stencil={stencil} change={change} />
        <Elements
          stencil={stencil}
          at={chosen}
          choose={setAt}
          add={(what) => {
            change({ ...stencil, elements: [...stencil.elements, newElement(what, stencil)] })
            setAt(stencil.elements.length)
          }}
          move={(step) => {
            change(moved(stencil, chosen, step))
            setAt(Math.max(0, Math.min(stencil.elements.length - 1, chosen + step)))
          }}
          remove={() => change(without(stencil, chosen))}
        />
        {element && (
          <ElementForm key={`${kind} ${chosen}`} number={chosen + 1} of={element} fields={page.fields} change={(part) => change(edited(stencil, chosen, part))} />
        )}
        <footer>
          <Button loading={saving.busy} disabled={!draft || Boolean(saving.whyNot)} title={saving.whyNot} onClick={save}>
            {t('act.save')}
          </Button>
          <Button variant="default" disabled={!draft} onClick={() => put(undefined)}>
            {t('stencil.discard')}
          </Button>
        </footer>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable */}
      <div className="lb-side" tabIndex={0} role="region" aria-label={t('stencil.preview')}>
        <Preview kind={kind} stencil={stencil} element={element} printers={printers} choose={(n) => setAt(n - 1)} />
        <History page={page} show={change} restored={() => put(undefined)} />
        {page.tape.length > 0 && (
          <section>
            <h2>{t('tape.title')}</h2>
            <Tape of={page.tape} />
          </section>
        )}
      </div>
    </>
  )
}

/** Saves a stencil; once it is kept nothing is left unsaved. */
function useSave(kind: string, seen: number, put: (draft: undefined) => void) {
  const queries = useQueryClient()
  const whyNot = useWhyNot('stencil.save')
  const { give, busy } = useCommand('stencil.save', ({ version }) => {
    say({ code: 'stencil.saved', args: { number: { kind: 'text', text: String(version ?? seen + 1) } } })
    void queries.invalidateQueries({ queryKey: ['stencils', kind] }).then(() => put(undefined))
    void queries.invalidateQueries({ queryKey: ['stencils'], exact: true })
  })
  return { give, busy, whyNot }
}
