import { Button, Skeleton } from '@mantine/core'
import { CloudOff, Lock, RefreshCw, SearchX, Warehouse } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api, Refused } from '../shared/api/client'
import { useT } from '../shared/locale'
import { useFault } from '../shared/Said'
import './states.css'

/** Nothing for 150 ms, then the skeleton of the real rows; never a spinner. */
export function Loading({ rows = 12, height = 32 }: { rows?: number; height?: number }) {
  const [late, setLate] = useState(false)
  const t = useT()
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className="loading" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows without content
        <div key={i} style={{ height }}>
          <Skeleton height={10} width={`${30 + ((i * 37) % 45)}%`} />
        </div>
      ))}
    </div>
  )
}

/** What emptiness means here, and the next useful thing. */
export function Empty({ title, say, children, icon }: { title: string; say?: ReactNode; children?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="say">
      {icon ?? <SearchX aria-hidden />}
      <h2>{title}</h2>
      {say && <p>{say}</p>}
      {children}
    </div>
  )
}

/** Who did not answer, what is safe, one button; the code in small letters, to be read over the phone. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT()
  const fault = useFault()
  if (error instanceof Refused && error.status === 403) return <NoRight error={error} />
  const refused = error instanceof Refused ? error : new Refused(500, 'internal')
  if (refused.code === 'place.site') return <NoSite />
  const offline = refused.status === 0
  return (
    <div className={`say ${offline ? 'attention' : 'wrong'}`} role="alert">
      {offline ? <CloudOff aria-hidden /> : <RefreshCw aria-hidden />}
      <h2>{t(offline ? 'state.offline' : 'state.failed')}</h2>
      <p>{fault(refused.code, refused.args)}</p>
      {retry && (
        <Button variant="default" onClick={retry}>
          {t('state.retry')}
        </Button>
      )}
      <code>{refused.code}</code>
    </div>
  )
}

/** A screen of a warehouse before there is one: where the first is made. */
function NoSite() {
  const t = useT()
  const [, go] = useLocation()
  return (
    <Empty title={t('layout.noSite')} say={t('layout.noSiteSay')} icon={<Warehouse aria-hidden />}>
      <Button onClick={() => go('/bins')}>{t('layout.toBins')}</Button>
    </Empty>
  )
}

/** A screen that may not be read: which right is missing, and whom to ask. */
function NoRight({ error }: { error: Refused }) {
  const t = useT()
  const right = error.args.right ?? ''
  const holders = useHolders(right)
  return (
    <div className="say" role="alert">
      <Lock aria-hidden />
      <h2>{t('state.noRight')}</h2>
      <p>{holders ?? t('right.need', { right })}</p>
      <code>{error.code}</code>
    </div>
  )
}

/** "needs the right orders.cancel; Igor Savchuk has it", or undefined until it is known. */
export function useHolders(name: string | undefined): string | undefined {
  const t = useT()
  const { data } = useQuery({
    queryKey: ['holders', name],
    enabled: Boolean(name),
    staleTime: 600_000,
    queryFn: async () => (await api.GET('/api/holders', { params: { query: { name: name ?? '' } } })).data,
  })
  if (!data) return undefined
  const who = data.people.map((person) => person.name).join(', ')
  return who ? t('right.ask', { right: data.right, who }) : t('right.need', { right: data.right })
}
