import { Modal } from '@mantine/core'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { SiteForm } from './SiteForm'

/** One more warehouse; whoever made it goes there. */
export function NewSite({ close }: { close: () => void }) {
  const t = useT()
  const go = useCommand('staff.site', () => location.assign('/bins'))
  return (
    <Modal opened onClose={close} title={t('layout.siteNew')} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <SiteForm made={(site) => void go.give({ site })} />
    </Modal>
  )
}
