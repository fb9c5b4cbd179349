import { Button, Modal } from '@mantine/core'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { clock } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { useBlob } from '../useBlob'

type Sheet = View<'EnrolSheet'>

/** Asks how a new handheld is called, then shows the two codes that let it in: on the screen, and as a sheet to print. */
export function OfferHandheld({ close }: { close: () => void }) {
  const t = useT()
  const [sheet, setSheet] = useState<Sheet>()
  const { give } = useCommand('staff.device.offer', setSheet)
  if (sheet) return <Codes of={sheet} close={close} />
  return (
    <Ask
      title={t('devices.offer')}
      say={t('devices.offerSay')}
      questions={[{ name: 'name', label: t('devices.offerName') }]}
      button={t('devices.offer')}
      close={() => undefined}
      cancel={close}
      answer={({ name = '' }) => give({ name, origin: location.origin })}
    />
  )
}

function Codes({ of: sheet, close }: { of: Sheet; close: () => void }) {
  const t = useT()
  const lang = useLang()
  const ends = clock(sheet.ends, lang)
  const pdf = useBlob(sheet.sheet, 'application/pdf')
  return (
    <Modal opened onClose={close} title={sheet.name} size={760} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <div className="dv-codes">
        <Code title={t('devices.offerTrust')} picture={sheet.trustQR} spelled={sheet.fingerprint} />
        <Code title={t('devices.offerEnter')} picture={sheet.enterQR} spelled={sheet.code} />
      </div>
      <footer className="dv-codes-foot">
        <span>{t('devices.offerEnds', { time: ends })}</span>
        <Button component="a" href={pdf} download={`${sheet.name}.pdf`} variant="default" leftSection={<Printer size={16} aria-hidden />}>
          {t('devices.offerPrint')}
        </Button>
      </footer>
    </Modal>
  )
}

function Code({ title, picture, spelled }: { title: string; picture: string; spelled: string }) {
  return (
    <figure>
      <h3>{title}</h3>
      <img src={useBlob(picture, 'image/png')} alt={spelled} width={220} height={220} />
      <figcaption className="code">{spelled}</figcaption>
    </figure>
  )
}
