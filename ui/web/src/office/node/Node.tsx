import { useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'
import { count, fully, seq, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Do } from '../Do'
import { say } from '../notes'
import { Shell } from '../Shell'
import { Loading, Trouble } from '../states'
import { Proof } from '../stock/Proof'
import { useFollowerWord, useJobWord } from './words'
import './node.css'

const everyMS = 5_000
const mebi = 2 ** 20

/** The node's own pulse: store, followers of the journal, jobs to machines, proofs. */
export function Node() {
  const t = useT()
  const { data, error, refetch } = useQuery({
    queryKey: ['status'],
    refetchInterval: everyMS,
    queryFn: async () => (await api.GET('/api/status')).data as View<'NodeStatus'>,
  })
  return (
    <Shell
      title={t('node.title')}
      sub={data && `${data.node}, ${data.version}`}
      tools={
        <Do name="node.check" body={{}} done={() => say({ code: 'node.checking' })}>
          {t('node.check')}
        </Do>
      }
    >
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
        <div className="nd" tabIndex={0} role="region" aria-label={t('node.title')}>
          <Store of={data} />
          <Checks of={data.checks} />
          <Followers of={data.followers} />
          <Spool of={data.spool} />
          {data.shops.length > 0 && <Shops of={data.shops} />}
        </div>
      )}
    </Shell>
  )
}

function Store({ of: node }: { of: View<'NodeStatus'> }) {
  const t = useT()
  const lang = useLang()
  const size = (bytes: number) => t('node.mib', { value: count(Math.round(bytes / mebi), lang) })
  return (
    <section>
      <h2>{t('node.store')}</h2>
      <dl className="facts">
        <dt>{t('node.seq')}</dt>
        <dd className="code">{seq(node.seq)}</dd>
        <dt>{t('node.started')}</dt>
        <dd>{fully(node.started, lang)}</dd>
        <dt>{t('node.bytes')}</dt>
        <dd>{size(node.store.bytes)}</dd>
        <dt>{t('node.disk')}</dt>
        <dd className={node.store.diskLow ? 'bad' : undefined}>
          {node.store.diskLow ? t('node.diskLow', { size: size(node.store.diskFree) }) : size(node.store.diskFree)}
        </dd>
        <dt>{t('node.commit')}</dt>
        <dd>{t('shops.ms', { value: node.store.commitMs })}</dd>
        <dt>{t('node.perSecond')}</dt>
        <dd>{count(node.store.perSecond, lang)}</dd>
        <dt>{t('node.backup')}</dt>
        <dd>{node.backup ? fully(node.backup, lang) : t('node.noBackup')}</dd>
        <dt>{t('node.epoch')}</dt>
        <dd>{node.epoch}</dd>
      </dl>
    </section>
  )
}

function Checks({ of: checks }: { of: readonly View<'CheckResult'>[] }) {
  const t = useT()
  return (
    <section>
      <h2>{t('node.checks')}</h2>
      {checks.map(({ name, proof }) => (
        <div key={name} className="nd-check">
          <b>{t(`check.${name}` as 'check.ledger')}</b>
          <Proof of={proof} counted={name === 'ledger' ? 'moves' : 'records'} />
        </div>
      ))}
    </section>
  )
}

function Followers({ of: followers }: { of: readonly View<'Follower'>[] }) {
  const t = useT()
  const lang = useLang()
  const follower = useFollowerWord()
  return (
    <section>
      <h2>{t('node.followers')}</h2>
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t('node.follower')}</th>
            <th scope="col" className="num">
              {t('node.seq')}
            </th>
            <th scope="col" className="num">
              {t('node.behind')}
            </th>
            <th scope="col" className="num">
              {t('node.parked')}
            </th>
          </tr>
        </thead>
        <tbody>
          {followers.map(({ name, seq: at, behind, parked }) => (
            <tr key={name}>
              <td>{follower(name)}</td>
              <td className="num code">{seq(at)}</td>
              <td className="num">{count(behind, lang)}</td>
              <td className={`num ${parked ? 'bad' : 'soft'}`}>{count(parked, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Spool({ of: queues }: { of: readonly View<'SpoolQueue'>[] }) {
  const t = useT()
  const lang = useLang()
  const job = useJobWord()
  return (
    <section>
      <h2>{t('node.spool')}</h2>
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t('node.job')}</th>
            <th scope="col" className="num">
              {t('node.waiting')}
            </th>
            <th scope="col" className="num">
              {t('node.unknown')}
            </th>
            <th scope="col" className="num">
              {t('node.failed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ kind, waiting, unknown, failed }) => (
            <tr key={kind}>
              <td>{job(kind)}</td>
              <td className="num">{count(waiting, lang)}</td>
              <td className={`num ${unknown ? 'bad' : 'soft'}`}>{count(unknown, lang)}</td>
              <td className={`num ${failed ? 'bad' : 'soft'}`}>{count(failed, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Shops({ of: shops }: { of: readonly View<'ShopPulse'>[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h2>{t('shops.title')}</h2>
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('devices.state')}</th>
            <th scope="col" className="num">
              {t('shops.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shops.map(({ name, health, state, last }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                <Chip tone={health}>
                  <Said of={state} />
                </Chip>
              </td>
              <td className="num">{last ? when(last, lang) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
