import type { TFunction } from 'i18next'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from './api/client'
import { clock, count, day, money } from './format'
import { inWords, type Key, useLang, type Lang } from './locale'
import { Bin, Code, OrderNo, Tote } from './marks'

type Arg = View<'Arg'>

const holes = /\{\{(\w+)\}\}/

/** A sentence of the server: its words from the locale, its arguments drawn as what they are. */
export function Said({ of }: { of: View<'Said'> }) {
  const { t } = useTranslation()
  const lang = useLang()
  const args = of.args ?? {}
  const sentence = t(of.code as Key, { count: args.count?.number, skipInterpolation: true })
  return sentence.split(holes).map((part, i) => {
    const arg = i % 2 ? worded(t, of.code, part, args[part]) : undefined
    // oxlint-disable-next-line react/no-array-index-key -- parts of one sentence never move
    return <Fragment key={i}>{arg ? (arg.kind === 'field' ? t(`tape.field.${arg.text}` as Key) : draw(arg, lang)) : part}</Fragment>
  })
}

/** What a fault names by a code, as a column or a state, is said in its word. */
function worded(t: TFunction, code: string, name: string, arg?: Arg): Arg | undefined {
  if (!arg?.text || !code.startsWith('fault.')) return arg
  return { ...arg, text: inWords(t, { [name]: arg.text })[name] ?? arg.text }
}

function draw(arg: Arg, lang: Lang): ReactNode {
  switch (arg.kind) {
    case 'bin':
      return <Bin code={arg.text ?? ''} />
    case 'tote':
    case 'parcel':
      return <Tote code={arg.text ?? ''} />
    case 'order':
      return <OrderNo>{arg.text}</OrderNo>
    case 'code':
      return <Code>{arg.text}</Code>
    default:
      return plain(arg, lang)
  }
}

function plain(arg: Arg, lang: Lang): string {
  switch (arg.kind) {
    case 'count':
      return count(arg.number ?? 0, lang)
    case 'money':
      return money({ minor: arg.number ?? 0, currency: arg.unit ?? 'RUB' }, lang)
    case 'time':
      return arg.text ? clock(arg.text, lang) : ''
    case 'day':
      return arg.text ? day(arg.text, lang) : ''
    default:
      return arg.text ?? ''
  }
}

/** What a fault says: "fault.CODE" with its arguments. */
export function useFault(): (code: string, args?: Readonly<Record<string, string>>) => string {
  const { t } = useTranslation()
  return (code, args) => t(`fault.${code}` as Key, { ...inWords(t, args ?? {}), defaultValue: code })
}
