import type { View } from '../../shared/api/client'

type ItemRow = View<'ItemRow'>
export type LabelKind = 'item_label' | 'price_label'

/** How many labels the node takes at once. */
export const mostLabels = 200

/** Whether there is a label of that kind: a family is no goods, and a price tag wants a price. */
export function printable({ family, price }: ItemRow, kind: LabelKind): boolean {
  return !family && (kind === 'item_label' || price !== undefined)
}

/** How many labels are asked for, of each item of which there is one; one each where nobody said another number. */
export function asked(rows: readonly ItemRow[], kind: LabelKind, copies: Readonly<Record<string, number>>): { item: string; copies: number }[] {
  return rows
    .filter((row) => printable(row, kind))
    .map(({ item: { id } }) => ({ item: id, copies: copies[id] ?? 1 }))
    .filter(({ copies: some }) => some > 0)
}
