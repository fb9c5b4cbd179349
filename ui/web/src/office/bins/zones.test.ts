import { describe, expect, it } from 'vitest'
import { modern, timeZones } from './zones'

describe('zones of time', () => {
  it('are offered by the names that they have now, each once', () => {
    const zones = timeZones()
    expect(zones.filter((zone) => /Kiev|Kyiv|Calcutta|Kolkata/.test(zone))).toEqual(['Asia/Kolkata', 'Europe/Kyiv'])
    expect(new Set(zones).size).toBe(zones.length)
    expect(zones.length).toBeGreaterThan(300)
  })

  it('know an old name, and leave a new one alone', () => {
    expect(modern('Europe/Kiev')).toBe('Europe/Kyiv')
    expect(modern('Europe/Moscow')).toBe('Europe/Moscow')
  })
})
