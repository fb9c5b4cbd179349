import { Button, Modal } from '@mantine/core'
import { useT } from '../../shared/locale'

/** A PIN, a one-time password or a key: shown once, kept nowhere. */
export function Secret({ text, close }: { text: string; close: () => void }) {
  const t = useT()
  return (
    <Modal opened onClose={close} title={t('people.secret')} size="sm" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <div className="ask">
        <p>{t('people.secretSay')}</p>
        <output className="pe-secret">{text}</output>
        <footer>
          <Button onClick={close}>{t('people.secretDone')}</Button>
        </footer>
      </div>
    </Modal>
  )
}
