import { Modal } from '@mantine/core'
import { useState } from 'react'
import { api, Refused, type View } from '../../shared/api/client'
import { keepFile } from '../../shared/api/files'
import { count } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code, ItemRef } from '../../shared/marks'
import { tell } from '../notes'
import { Where } from '../orders/OrderLines'
import { useMe } from '../session'
import { Faults } from './Faults'
import { FileField } from './FileField'

/** Our balances beside a second file: only what differs is shown, nothing is changed. */
export function Compare({ close }: { close: () => void }) {
  const t = useT()
  const { site } = useMe()
  const [file, setFile] = useState<File>()
  const [found, setFound] = useState<View<'BalanceComparison'>>()
  const compare = async (chosen: File) => {
    setFile(chosen)
    try {
      const { hash } = await keepFile('sheet', chosen)
      setFound((await api.GET('/api/balances/compare', { params: { query: { site, hash } } })).data)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell(error)
    }
  }
  return (
    <Modal opened onClose={close} title={t('imports.compare')} size="lg" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <div className="ask">
        <p>{t('imports.compareSay')}</p>
        <FileField file={file} choose={(chosen) => void compare(chosen)} />
        {found && <Found of={found} />}
      </div>
    </Modal>
  )
}

function Found({ of: found }: { of: View<'BalanceComparison'> }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <p className={found.rows.length === 0 ? 'good' : 'bad'} role="status">
        {t('imports.same', { count: found.same })}
        {found.rows.length > 0 && `, ${t('imports.differ', { count: found.rows.length })}`}
        {found.ours > 0 && `, ${t('imports.ours', { count: found.ours })}`}
      </p>
      {found.rows.length > 0 && (
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">{t('stock.item')}</th>
              <th scope="col">{t('stock.place')}</th>
              <th scope="col">{t('stock.lot')}</th>
              <th scope="col" className="num">
                {t('imports.here')}
              </th>
              <th scope="col" className="num">
                {t('imports.there')}
              </th>
              <th scope="col" className="num">
                ±
              </th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map(({ item, place, lot, ours, file }) => (
              <tr key={`${item.id} ${place?.id} ${lot}`}>
                <td>
                  <ItemRef item={item} />
                </td>
                <td>{place && <Where place={place} />}</td>
                <td>{lot && <Code>{lot}</Code>}</td>
                <td className="num">{count(ours, lang)}</td>
                <td className="num">{count(file, lang)}</td>
                <td className="num bad">{count(ours - file, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Faults of={found.faults} title={t('imports.faults')} />
    </>
  )
}
