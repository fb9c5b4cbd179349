import { Button, Modal } from '@mantine/core'
import { Printer } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useBlob } from '../useBlob'

interface NewBadgeProps {
  readonly name: string
  readonly of: View<'BadgePrinted'>
  readonly close: () => void
}

/** A badge where there is no printer of labels: to be printed on whatever there is. Shown once. */
export function NewBadge({ name, of: badge, close }: NewBadgeProps) {
  const t = useT()
  const picture = useBlob(badge.picture ?? '', 'image/png')
  const pdf = useBlob(badge.sheet ?? '', 'application/pdf')
  return (
    <Modal opened onClose={close} title={t('people.badgeNew')} size="sm" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <div className="ask">
        <p>{t('people.badgeNewSay')}</p>
        <img className="pe-badge" src={picture} alt={t('people.badgeOf', { name })} />
        <footer>
          <Button component="a" href={pdf} download={`${name}.pdf`} variant="default" leftSection={<Printer size={16} aria-hidden />}>
            {t('people.badgePDF')}
          </Button>
          <Button onClick={close}>{t('people.secretDone')}</Button>
        </footer>
      </div>
    </Modal>
  )
}
