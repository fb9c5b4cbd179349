import { Button, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useT } from '../shared/locale'
import './ask.css'

interface FormDialogProps {
  readonly title: string
  readonly size?: 'xs' | 'sm' | 'lg'
  /** What leaving does, by the button, by Escape or by the cross. */
  readonly close: () => void
  readonly send: (event: FormEvent) => void
  /** What the button that sends says. */
  readonly button: string
  readonly busy?: boolean
  readonly disabled?: boolean
  readonly bad?: boolean
  /** What stands before the buttons, at the beginning of their row. */
  readonly before?: ReactNode
  /** Other buttons, between the one that leaves and the one that sends. */
  readonly beside?: ReactNode
  /** Stands in the place of the button that sends: what else can be done where nothing can be changed. */
  readonly instead?: ReactNode
  readonly children: ReactNode
}

/** A form over the page: what is asked, a button that leaves and one that sends. */
export function FormDialog({ title, size, close, send, button, busy, disabled, bad, before, beside, instead, children }: FormDialogProps) {
  const t = useT()
  return (
    <Modal opened onClose={close} size={size} title={title} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <form className="ask" onSubmit={send}>
        {children}
        <footer>
          {before}
          <Button variant="default" onClick={close}>
            {t('act.back')}
          </Button>
          {beside}
          {instead ?? (
            <Button type="submit" loading={busy} disabled={disabled} className={bad ? 'bad-button' : undefined}>
              {button}
            </Button>
          )}
        </footer>
      </form>
    </Modal>
  )
}
