import { Button, Menu } from '@mantine/core'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { type Key, useT } from '../../shared/locale'
import { type ElementKind, inWords, kinds, type Stencil } from './draft'

interface ElementsProps {
  readonly stencil: Stencil
  readonly at: number
  readonly choose: (at: number) => void
  readonly add: (kind: ElementKind) => void
  readonly move: (step: number) => void
  readonly remove: () => void
}

/** What stands on the label, one line an element. */
export function Elements({ stencil, at, choose, add, move, remove }: ElementsProps) {
  const t = useT()
  return (
    <section className="lb-elements" aria-label={t('stencil.elements')}>
      <h2>{t('stencil.elements')}</h2>
      <ol>
        {stencil.elements.map(({ kind, text }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- an element is its place
          <li key={i}>
            <button aria-current={i === at} onClick={() => choose(i)}>
              {t(`stencil.of.${kind}`)} <span className="soft">{inWords(text ?? '', (name) => t(`stencil.field.${name}` as Key))}</span>
            </button>
          </li>
        ))}
      </ol>
      <footer>
        <Menu position="bottom-start" width={180}>
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<Plus size={13} aria-hidden />}>
              {t('stencil.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => add(kind)}>
                {t(`stencil.of.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <button className="icon-button" aria-label={t('stencil.up')} disabled={at <= 0} onClick={() => move(-1)}>
          <ArrowUp size={15} aria-hidden />
        </button>
        <button className="icon-button" aria-label={t('stencil.down')} disabled={at >= stencil.elements.length - 1} onClick={() => move(1)}>
          <ArrowDown size={15} aria-hidden />
        </button>
        <button className="icon-button" aria-label={t('stencil.remove')} disabled={stencil.elements.length === 0} onClick={remove}>
          <Trash2 size={15} aria-hidden />
        </button>
      </footer>
    </section>
  )
}
