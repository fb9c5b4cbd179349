import { Menu, Tooltip } from '@mantine/core'
import { Printer } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Keys } from '../../shared/marks'
import { useCommand, useWhyNot } from '../Do'
import { say } from '../notes'

const papers = ['pick_list', 'packing_slip', 'label'] as const

/** Prints a paper of one order once more: which of them is asked. */
export function PrintPaper({ order }: { order: string }) {
  const t = useT()
  const whyNot = useWhyNot('orders.print')
  const { give } = useCommand('orders.print', () => say({ code: 'orders.printed' }))
  return (
    <Menu position="bottom-end" width={220} disabled={Boolean(whyNot)}>
      <Tooltip label={whyNot} disabled={!whyNot}>
        <Menu.Target>
          <button className="icon-button" aria-label={t('orders.print')} aria-disabled={Boolean(whyNot)}>
            <Printer size={17} aria-hidden />
          </button>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {papers.map((kind) => (
          <Menu.Item key={kind} rightSection={kind === 'pick_list' && <Keys keys="P" />} onClick={() => void give({ orders: [order], kind })}>
            {t(`paper.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
