import type { View } from '../../shared/api/client'
import { date } from '../../shared/format'
import { type Lang, type useT } from '../../shared/locale'

type T = ReturnType<typeof useT>

/** A rate as people say it. */
export const vat = (rate: string, t: T): string => (rate === 'none' ? t('items.vatNone') : `${rate} %`)

/** The value of an attribute, which comes in the one way of its type. */
export function attribute({ value, type, unit }: View<'Attribute'>, t: T, lang: Lang): string {
  switch (type) {
    case 'yes':
      return t(value === 'yes' ? 'items.yes' : 'items.no')
    case 'day':
      return date(value, lang)
    case 'number':
      return [new Intl.NumberFormat(lang, { maximumFractionDigits: 6 }).format(Number(value)), unit].filter(Boolean).join(' ')
    default:
      return value
  }
}
