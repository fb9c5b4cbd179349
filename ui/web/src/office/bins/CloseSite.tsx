import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Said } from '../../shared/Said'
import { Do } from '../Do'

/** Takes a warehouse out of use, or says all that stands against it. */
export function CloseSite({ site, close }: { site: View<'SiteEdit'>; close: () => void }) {
  const t = useT()
  const { data } = useQuery({
    queryKey: ['bins', 'closing', site.id],
    queryFn: async () => (await api.GET('/api/layout/closing', { params: { query: { site: site.id } } })).data as View<'ClosingPage'>,
  })
  return (
    <Modal opened onClose={close} size="sm" title={t('layout.closeOf', { name: site.name })} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <div className="ask">
        <p>{t('layout.closeSay')}</p>
        {data && data.against.length > 0 && (
          <ul className="bn-against bad" aria-label={t('layout.closeAgainst')}>
            {data.against.map((reason) => (
              <li key={reason.code}>
                <Said of={reason} />
              </li>
            ))}
          </ul>
        )}
        {data && data.shops.length > 0 && (
          <ul className="bn-against" aria-label={t('shops.title')}>
            {data.shops.map((name) => (
              <li key={name}>
                <Link href={`/shops/${encodeURIComponent(name)}`}>{name}</Link>
              </li>
            ))}
          </ul>
        )}
        <footer>
          <Button variant="default" onClick={close}>
            {t('act.back')}
          </Button>
          {data?.against.length === 0 && (
            <Do name="place.close_site" className="bad-button" body={{ id: site.id, version: site.version }} done={() => location.assign('/bins')}>
              {t('layout.close')}
            </Do>
          )}
        </footer>
      </div>
    </Modal>
  )
}
