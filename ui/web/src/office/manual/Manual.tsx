import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, Redirect, useParams } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { langs, speak, useLang, useT } from '../../shared/locale'
import { Mark } from '../../shared/marks'
import { Empty, Loading, Trouble } from '../states'
import './manual.css'

/** The operator's manual: a page, the others beside it. Nobody has to be logged in. */
export function Manual() {
  const t = useT()
  const lang = useLang()
  const { topic } = useParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['manual', lang],
    staleTime: Infinity,
    placeholderData: (before) => before,
    queryFn: async () => (await api.GET('/api/manual/{lang}', { params: { path: { lang } } })).data as View<'Manual'>,
  })
  const pages = data?.pages ?? []
  const page = pages.find((one) => one.topic === topic)
  useEffect(() => {
    document.title = `${page?.title ?? t('manual.title')} · warehouse-node`
  }, [page, t])
  if (!topic && pages[0]) return <Redirect to={`/manual/${pages[0].topic}`} replace />
  return (
    <div className="mn">
      <nav className="mn-nav" aria-label={t('manual.title')}>
        <Link href="/" className="mn-home">
          <Mark size={22} /> <span>{t('manual.office')}</span>
        </Link>
        <b>{t('manual.title')}</b>
        <ul>
          {pages.map((one) => (
            <li key={one.topic}>
              <Link href={`/manual/${one.topic}`} aria-current={one === page ? 'page' : undefined}>
                {one.title}
              </Link>
            </li>
          ))}
        </ul>
        <p className="mn-langs">
          {langs.map((one) => (
            <button key={one} lang={one} aria-pressed={one === lang} onClick={() => void speak(one)}>
              {t(`lang.${one}`)}
            </button>
          ))}
        </p>
      </nav>
      <main className="mn-page">
        {error && <Trouble error={error} retry={() => void refetch()} />}
        {!data && !error && <Loading />}
        {data && !page && <Empty title={t('manual.none')} say={t('manual.noneSay')} />}
        {page && <Page page={page} />}
      </main>
    </div>
  )
}

/** A page as the node drew it from its own Markdown; nothing in it was sent by anybody. */
function Page({ page: { topic, title, html } }: { page: View<'ManualPage'> }) {
  return (
    <article key={topic}>
      <h1>{title}</h1>
      {/* oxlint-disable-next-line react/no-danger -- the program's own pages, and the policy runs no script of a page */}
      <div className="mn-text" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  )
}
