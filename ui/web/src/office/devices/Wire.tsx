import { Button } from '@mantine/core'
import { CircleDot, CircleStop, History, Pause, Play, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Chip, Keys, Tag } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Do, useCommand } from '../Do'
import { useKeys } from '../keys'
import { say } from '../notes'
import { Raw } from '../Raw'
import { bytesOf, hex } from './bytes'
import { Habits } from './Habits'
import { icons } from './icons'
import { Reads } from './Reads'
import { Text } from './Text'
import type { Conversation } from './useDevices'

/** The live bytes of one device: time, direction, hex, text with named control bytes, and what it meant. */
export function Wire({ device, conversation }: { device: View<'DeviceRow'>; conversation: Conversation }) {
  const t = useT()
  const { frames, recording, recorded, paused, pause } = conversation
  const Icon = icons[device.kind]
  const [kept, setKept] = useState(false)
  const record = useCommand('device.record')
  const test = useCommand('device.test', () => say({ code: 'devices.tested' }))
  const can = (name: string) => device.may.includes(name)
  useKeys([
    { code: 'Space', cap: 'Space', does: 'keys.pause', run: () => pause(!paused) },
    ...(can('device.record') ? [{ code: 'KeyR', cap: 'R', does: 'keys.record' as const, run: () => void record.give({ device: device.id, on: !recording }) }] : []),
    ...(can('device.test') ? [{ code: 'KeyT', cap: 'T', does: 'keys.test' as const, run: () => void test.give({ device: device.id }) }] : []),
  ])
  return (
    <section className="dv-one" aria-label={device.name}>
      <header>
        <Icon size={20} aria-hidden />
        <h2>
          {device.name} <small>{[device.site, device.station, device.port].filter(Boolean).join(', ')}</small>
        </h2>
        {device.health !== 'ok' && (
          <Chip tone={device.health}>
            <Said of={device.state} />
          </Chip>
        )}
        {device.notes.map((note) => (
          <Tag key={note.code}>
            <Said of={note} />
          </Tag>
        ))}
        <span className="or-push" />
        {recorded && (
          <a href={recorded} download>
            {t('devices.recording')}
          </a>
        )}
        {can('device.record') && (
          <Do
            name="device.record"
            variant="default"
            cap="R"
            leftSection={recording ? <CircleStop size={14} aria-hidden /> : <CircleDot size={14} aria-hidden />}
            body={{ device: device.id, on: !recording }}
          >
            {t(recording ? 'devices.recordEnd' : 'devices.record')}
          </Do>
        )}
        {device.kind === 'scanner' && (
          <Button variant="default" leftSection={<History size={14} aria-hidden />} onClick={() => setKept(!kept)}>
            {t(kept ? 'devices.bytes' : 'devices.reads')}
          </Button>
        )}
        {!kept && (
          <Button
            variant="default"
            aria-pressed={paused}
            leftSection={paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            rightSection={<Keys keys="Space" />}
            onClick={() => pause(!paused)}
          >
            {t(paused ? 'devices.resume' : 'devices.pause')}
          </Button>
        )}
        {can('device.test') && (
          <Do
            name="device.test"
            variant="default"
            cap="T"
            leftSection={<RotateCcw size={14} aria-hidden />}
            body={{ device: device.id }}
            done={() => say({ code: 'devices.tested' })}
          >
            {t('devices.test')}
          </Do>
        )}
      </header>
      {device.notes.map(({ code, detail }) => (
        <Raw key={code} of={detail} />
      ))}
      <Habits of={device.habits} />
      {kept ? <Reads device={device.id} /> : <Frames of={frames} paused={paused} />}
    </section>
  )
}

function Frames({ of, paused }: { of: readonly View<'RawFrame'>[]; paused: boolean }) {
  const t = useT()
  const list = useRef<HTMLOListElement>(null)
  const last = of.at(-1)?.seq
  useEffect(() => {
    if (!paused && list.current) list.current.scrollTop = list.current.scrollHeight
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new frame is what moves the list
  }, [last, paused])
  if (of.length === 0) return <p className="soft">{t('devices.silent')}</p>
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <ol className="dv-frames" aria-label={t('devices.bytes')} ref={list} tabIndex={0}>
      {of.map((frame) => (
        <Frame key={frame.seq} of={frame} />
      ))}
    </ol>
  )
}

function Frame({ of: frame }: { of: View<'RawFrame'> }) {
  const t = useT()
  const bytes = bytesOf(frame.bytes)
  const at = new Date(frame.at)
  const time = `${at.toLocaleTimeString('en-GB')}.${String(at.getMilliseconds()).padStart(3, '0')}`
  return (
    <li className={`${frame.out ? 'out' : 'in'} ${frame.tone ?? ''}`}>
      <time dateTime={frame.at}>{time}</time>
      <i role="img" aria-label={t(frame.out ? 'devices.out' : 'devices.in')}>
        {frame.out ? '▸' : '◂'}
      </i>
      <code className="hex">{hex(bytes)}</code>
      <code>
        <Text of={bytes} />
        {frame.more ? `… +${frame.more}` : ''}
      </code>
      <span className="means">{frame.means && <Said of={frame.means} />}</span>
    </li>
  )
}
