import type { Body } from '../../shared/api/client'

export type Tax = Body<'place.save_entity'>['tax']

/** The countries that are offered for a legal entity. */
export const countries = ['RU', 'UA', 'BY', 'KZ', 'PL', 'DE', 'GB', 'US']

export const taxes: readonly Tax[] = ['osn', 'usn_income', 'usn_income_expense', 'esn', 'patent', 'ua_general', 'ua_single', 'ua_single_no_vat', 'other']
