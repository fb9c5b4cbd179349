import { describe, expect, it } from 'vitest'
import { day, money, seq, when } from './format'

const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ')

describe('format', () => {
  it('shows kopecks only when there are some', () => {
    expect(plain(money({ minor: 946200, currency: 'RUB' }, 'ru'))).toBe('9 462 ₽')
    expect(plain(money({ minor: 1544050, currency: 'RUB' }, 'ru'))).toBe('15 440,50 ₽')
    expect(plain(money({ minor: 120000, currency: 'UAH' }, 'uk'))).toBe('1 200 ₴')
  })
  it('groups the journal number', () => {
    expect(seq(8214906)).toBe('8\u2009214\u2009906')
    expect(seq(12)).toBe('12')
  })
  it('shows the clock today and the day before that', () => {
    const now = new Date('2025-11-21T14:13:00')
    expect(when('2025-11-21T12:40:00', 'en', now)).toBe('12:40')
    expect(when('2025-11-20T12:40:00', 'en', now)).toBe('20 Nov')
  })
  it('shows the year of a day in another year', () => {
    const now = new Date('2025-11-21T14:13:00')
    expect(day('2025-12-01T00:00:00', 'en', now)).toBe('1 Dec')
    expect(day('2026-11-22T00:00:00', 'en', now)).toBe('22 Nov 2026')
    expect(plain(day('2026-11-22T00:00:00', 'ru', now))).toBe('22 нояб 2026')
    expect(plain(day('2026-11-22T00:00:00', 'uk', now))).toBe('22 лист 2026')
  })
})
