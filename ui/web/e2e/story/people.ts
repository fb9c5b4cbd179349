import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'

const names = {
  oksana: { ru: 'Оксана Литвин', uk: 'Оксана Литвин', en: 'Oksana Lytvyn' },
  ruslan: { ru: 'Руслан Ахметов', uk: 'Руслан Ахметов', en: 'Ruslan Akhmetov' },
  darya: { ru: 'Дарья Котова', uk: 'Дар’я Котова', en: 'Darya Kotova' },
  igor: { ru: 'Игорь Савчук', uk: 'Ігор Савчук', en: 'Igor Savchuk' },
  marina: { ru: 'Марина Белова', uk: 'Марина Бєлова', en: 'Marina Belova' },
  lev: { ru: 'Лев Воронин', uk: 'Лев Воронін', en: 'Lev Voronin' },
  timur: { ru: 'Тимур Гараев', uk: 'Тимур Гараєв', en: 'Timur Garaev' },
} satisfies Record<string, Record<Lang, string>>

export type PersonName = keyof typeof names

export function person(id: PersonName, lang: Lang): View<'PersonMark'> {
  const name = names[id][lang]
  return {
    id,
    name,
    short: name
      .split(' ')
      .map((part) => part.charAt(0))
      .join(''),
  }
}

export const everybody = Object.keys(names) as PersonName[]
