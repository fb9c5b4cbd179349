import type { Body, View } from '../../shared/api/client'

export const rates = ['none', '0', '5', '7', '10', '20', '22']
export const units = ['piece', 'gram', 'millilitre', 'millimetre', 'square_centimetre'] as const

/** A number as its field has it: empty for unknown. */
export type Field = number | string

export interface Size {
  readonly length: Field
  readonly width: Field
  readonly height: Field
}

/** An item as its form has it. */
export interface Draft {
  readonly name: string
  readonly article: string
  readonly brand: string
  readonly group: string
  readonly label: string
  readonly differs: string
  readonly unit: string
  readonly vat: string
  readonly price: Field
  readonly grams: Field
  readonly size: Size
  readonly tracking: View<'ItemTracking'>
  readonly attributes: Readonly<Record<string, string>>
}

export const noSize: Size = { length: '', width: '', height: '' }

/** What a form begins with: the item as it is, or a new one. */
export function draftOf(card?: View<'ItemCard'>): Draft {
  return {
    name: card?.item.name ?? '',
    article: card?.item.article ?? '',
    brand: card?.brand ?? '',
    group: card?.group ?? '',
    label: card?.label ?? '',
    differs: card?.item.differs ?? '',
    unit: card?.unit ?? 'piece',
    vat: card?.vat ?? '20',
    price: card?.price ? card.price.minor / 100 : '',
    grams: card?.grams ?? '',
    size: sizeOf(card?.sizeMm),
    tracking: card?.tracking ?? {},
    attributes: Object.fromEntries(card?.attributes.map(({ name, value }) => [name, value]) ?? []),
  }
}

export function sizeOf(box: View<'Box'> | undefined): Size {
  return box ? { length: box.length || '', width: box.width || '', height: box.height || '' } : noSize
}

/** A size as the node takes it; a side that is not known is 0. */
export function boxOf({ length, width, height }: Size): View<'Box'> {
  return { length: Number(length), width: Number(width), height: Number(height) }
}

/** What a form says to the node. Of a variant it says nothing that its family says for all of them. */
export function edited(draft: Draft, variant: boolean, card?: View<'ItemCard'>): Body<'catalog.edit'> {
  const { name, article, brand, group, label, differs, unit, vat, price, grams, size, tracking, attributes } = draft
  const own = {
    article,
    grams: Number(grams),
    sizeMm: boxOf(size),
    price: { minor: Math.round(Number(price) * 100), currency: card?.price?.currency ?? '' },
    attributes: Object.entries(attributes).map(([attribute, value]) => ({ name: attribute, value })),
  }
  return variant ? { ...own, label, differs } : { ...own, name, brand, group, unit, vat, tracking }
}
