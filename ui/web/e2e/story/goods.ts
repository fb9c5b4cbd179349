import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { drawing, type Picture } from './photos'

interface Good {
  readonly article: string
  readonly names: Record<Lang, string>
  readonly differs: Record<Lang, string>
  readonly code: string
  readonly grams: number
  readonly picture: Picture
  readonly hue: string
}

const good = (
  article: string,
  [ru, uk, en]: [string, string, string],
  [dr, du, de]: [string, string, string],
  code: string,
  grams: number,
  picture: Picture,
  hue: string,
): Good => ({ article, names: { ru, uk, en }, differs: { ru: dr, uk: du, en: de }, code, grams, picture, hue })

const same = (text: string): [string, string, string] => [text, text, text]

/** The goods of the story, the same as in the demo data. */
export const goods = {
  sneaker42: good('SEV-KR-42', ['Кроссовки «Север» чёрные', 'Кросівки «Північ» чорні', 'Sneakers “Sever” black'], same('42'), '4607034170424', 812, 'sneaker', '#3c3a38'),
  sneaker43: good('SEV-KR-43', ['Кроссовки «Север» чёрные', 'Кросівки «Північ» чорні', 'Sneakers “Sever” black'], same('43'), '4607034170431', 826, 'sneaker', '#3c3a38'),
  coffee: good('UTR-1000', ['Кофе в зёрнах «Утро»', 'Кава в зернах «Ранок»', 'Coffee beans “Utro”'], ['1 кг', '1 кг', '1 kg'], '4607034179106', 1034, 'coffee', '#7a4f33'),
  mug: good('TGA-450-GR', ['Термокружка «Тайга»', 'Термочашка «Тайга»', 'Travel mug “Taiga”'], ['450 мл, зелёная', '450 мл, зелена', '450 ml, green'], '4607034171186', 318, 'mug', '#3f7d5a'),
  kettle: good('CHN-17-ST', ['Чайник «Самовар-мини»', 'Чайник «Самовар-міні»', 'Kettle “Samovar mini”'], ['1,7 л, сталь', '1,7 л, сталь', '1.7 l, steel'], '4607034172251', 1240, 'kettle', '#7f8891'),
  headphones: good('LUN-AIR-W', ['Наушники Luna Air', 'Навушники Luna Air', 'Headphones Luna Air'], ['белые', 'білі', 'white'], '4607034173029', 264, 'headphones', '#b9b2a6'),
  jacket: good('PNG-116-BL', ['Куртка детская «Пингвин»', 'Куртка дитяча «Пінгвін»', 'Kids’ jacket “Penguin”'], ['116, синяя', '116, синя', '116, blue'], '4607034174163', 690, 'jacket', '#33569c'),
  shampoo: good('KRP-400', ['Шампунь «Крапива»', 'Шампунь «Кропива»', 'Shampoo “Nettle”'], ['400 мл', '400 мл', '400 ml'], '4607034175405', 446, 'bottle', '#5c8f3f'),
  lamp: good('LCH-3', ['Фонарь налобный «Луч-3»', 'Ліхтар налобний «Промінь-3»', 'Headlamp “Luch-3”'], ['300 лм', '300 лм', '300 lm'], '4607034176037', 142, 'lamp', '#c25b2e'),
  bricks: good('MAY-312', ['Конструктор «Маяк»', 'Конструктор «Маяк»', 'Brick set “Lighthouse”'], ['312 деталей', '312 деталей', '312 pieces'], '4607034177317', 735, 'bricks', '#b8453f'),
  blanket: good('VRS-140', ['Плед шерстяной «Вереск»', 'Плед вовняний «Верес»', 'Wool blanket “Heather”'], same('140×200'), '4607034178147', 1480, 'blanket', '#8a5a83'),
} satisfies Record<string, Good>

export type GoodName = keyof typeof goods

/** An item as the API sends it. The plain one has no photo: its tile shows a monogram. */
export function mark(name: GoodName, lang: Lang): View<'ItemMark'> {
  const { article, names, differs } = goods[name]
  const photo = name === 'lamp' ? undefined : `/files/photos/${name}.svg`
  return { id: name, article, name: names[lang], differs: differs[lang], photo }
}

/** The picture behind an address of mark. */
export function photo(path: string): string | undefined {
  const name = /\/files\/photos\/(\w+)\.svg$/.exec(path)?.[1]
  const found = name && name in goods ? goods[name as GoodName] : undefined
  return found && drawing(found.picture, found.hue)
}
