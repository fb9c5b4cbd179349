/** The money in which a warehouse can work; each has two digits. */
export const currencies = ['RUB', 'UAH', 'BYN', 'KZT', 'PLN', 'EUR', 'GBP', 'USD']
