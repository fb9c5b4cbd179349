import { Button, Modal } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../shared/locale'

/** A PIN, a one-time password or a key: shown once, kept nowhere. */
export function Secret({ text, close }: { text: string; close: () => void }) {
  const t = useT()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      setCopied(false) // a browser that was told not to: the text can be marked by hand
    }
  }
  return (
    <Modal opened onClose={close} title={t('people.secret')} size="sm" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <div className="ask">
        <p>{t('people.secretSay')}</p>
        <output className="pe-secret">{text}</output>
        <footer>
          <Button variant="default" leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />} onClick={() => void copy()}>
            {t(copied ? 'people.secretCopied' : 'people.secretCopy')}
          </Button>
          <Button onClick={close}>{t('people.secretDone')}</Button>
        </footer>
      </div>
    </Modal>
  )
}
