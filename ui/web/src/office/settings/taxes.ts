import type { Body } from '../../shared/api/client'

export type Tax = Body<'place.save_entity'>['tax']

/** The countries that are offered for a legal entity. */
export const countries = ['RU', 'UA', 'BY', 'KZ', 'PL', 'DE', 'GB', 'US']

/** The systems of taxes of a country, the usual first; in the order of warehouse/place. */
export function taxesIn(country: string): readonly Tax[] {
  if (country === 'RU') return ['osn', 'usn_income', 'usn_income_expense', 'esn', 'patent']
  if (country === 'UA') return ['ua_general', 'ua_single', 'ua_single_no_vat', 'other']
  return ['other']
}

/** What stays chosen when the country changes: nothing where there is a choice to make. */
export function taxFor(country: string, before: Tax | ''): Tax | '' {
  const all = taxesIn(country)
  if (before !== '' && all.includes(before)) return before
  return (all.length === 1 && all[0]) || ''
}
