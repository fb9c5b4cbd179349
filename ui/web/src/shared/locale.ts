import { createInstance, type TFunction } from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import type ru from '../../../locale/ru.json'
import words from '../../../locale/words.json'
import { clock, day, money } from './format'

export type Lang = 'ru' | 'uk' | 'en'
export const langs: readonly Lang[] = ['ru', 'uk', 'en']

/** Every key of ui/locale; a plural stands under its bare name, without _one _few _many _other. */
export type Key = Bare<keyof typeof ru>
type Bare<K> = K extends `${infer Name}_${'one' | 'few' | 'many' | 'other'}` ? Name : K

const files: Record<Lang, () => Promise<{ default: Record<string, string> }>> = {
  ru: () => import('../../../locale/ru.json'),
  uk: () => import('../../../locale/uk.json'),
  en: () => import('../../../locale/en.json'),
}

const kept = 'lang'
const spoken = createInstance()

/** The language last chosen on this machine, else the browser's, else Russian. */
export function firstLang(): Lang {
  const wanted = [localStorage.getItem(kept) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2))
  return wanted.find((tag): tag is Lang => langs.some((lang) => lang === tag)) ?? 'ru'
}

/** Loads the sentences of one language and speaks it from now on. */
export async function speak(lang: Lang): Promise<void> {
  const sentences = (await files[lang]()).default
  if (!spoken.isInitialized) {
    await spoken.use(initReactI18next).init({
      lng: lang,
      resources: { [lang]: { translation: sentences } },
      keySeparator: false, // keys are flat: "orders.title"
      nsSeparator: false,
      fallbackLng: false,
      interpolation: { escapeValue: false }, // React escapes
    })
  } else {
    spoken.addResourceBundle(lang, 'translation', sentences)
    await spoken.changeLanguage(lang)
  }
  document.documentElement.lang = lang
  localStorage.setItem(kept, lang)
}

export type Args = Record<string, string | number>
export type T = (key: Key, args?: Args) => string

/** t('orders.title'), t('orders.selected', { count: 3 }), and the language being spoken. */
export function useT(): T {
  const { t, i18n } = useTranslation()
  return useCallback(
    (key, args) => t(key, args && { count: args.count, replace: inWords(t, grouped(args, i18n.language)) }),
    [t, i18n.language],
  )
}

/** Where the words of an argument's codes stand, by its name. */
const areas: Readonly<Record<string, readonly string[]>> = words

/** Between the codes of a list in an argument. */
const listed = ', '

/** The name of an argument that is a moment. */
const moment = 'moment'

/** A moment by day and clock; what is none stays as it is. */
function atMoment(value: string): string {
  const lang = langs.find((one) => one === spoken.language)
  return lang && !Number.isNaN(Date.parse(value)) ? `${day(value, lang)}, ${clock(value, lang)}` : value
}

/** Money as the server writes it into a sentence: "-1234.50 RUB". */
const amount = /^(-?\d+)\.(\d\d) ([A-Z]{3})$/

/** An amount as the language writes it; undefined for what is none. */
function asMoney(value: string): string | undefined {
  const [, whole = '', cents = '', currency = ''] = amount.exec(value) ?? []
  const lang = langs.find((one) => one === spoken.language)
  return currency && lang && money({ minor: Number(whole + cents), currency }, lang)
}

/** Arguments of a sentence, money as the language writes it, the codes among them, as a right, a state or a kind, by their word: "packing", not "pack.work"; of a list each. The server does the same, by the same table. */
export function inWords(t: TFunction, args: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (name === moment) return [name, atMoment(value)]
      if (!areas[name]) return [name, asMoney(value) || value]
      const said = value.split(listed).map((code) => {
        const area = areas[name]?.find((start) => spoken.exists(start + code))
        return area ? t(area + code) : code
      })
      return [name, said.join(listed)]
    }),
  )
}

/** A right as people call it; one without a word stays as it is. */
export function rightWord(t: TFunction, right: string): string {
  return t(`rights.${right}`, { defaultValue: right })
}

export function useRight(): (right: string) => string {
  const { t } = useTranslation()
  return (right) => rightWord(t, right)
}

/** Numbers as the language writes them; the plural form is chosen by the bare one. */
function grouped(args: Args, lang: string): Record<string, string> {
  const form = new Intl.NumberFormat(lang)
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, typeof value === 'number' ? form.format(value) : value]))
}

export function useLang(): Lang {
  return useTranslation().i18n.language as Lang
}
