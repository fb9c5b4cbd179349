import { describe, expect, it } from 'vitest'
import { axe } from './axe'
import type { View } from '../src/shared/api/client'
import { shoot } from './browser'
import { desks } from './desks'
import { me } from './story/house'

const desk = desks()

describe('work and mistakes', () => {
  it('sorts people by their rate, opens what one did wrong, and goes to the order', async () => {
    await desk('/people?view=scores', async (page) => {
      const first = page.locator('.list tbody tr').first()
      const rate = page.getByRole('button', { name: 'Mistakes per 1000' })
      await rate.click()
      await rate.click()
      await expect.poll(() => first.textContent()).toContain('Timur Garaev')
      await page.getByRole('combobox', { name: 'Which days' }).selectOption('This month')
      await expect.poll(() => page.url()).toContain('period=month')
      await page.getByText('Oksana Lytvyn').click()
      const panel = page.getByRole('complementary', { name: 'Oksana Lytvyn' })
      await panel.getByText('1 Nov – 21 Nov').waitFor()
      await panel.getByRole('link', { name: '10482' }).first().click()
      await page.getByRole('dialog', { name: 'Order 10482' }).waitFor()
    })
  })

  it('shows their own to one who may not see people, and says in words that there is nothing', async () => {
    await desk(
      '/mine',
      async (page) => {
        await page.getByRole('heading', { name: 'You scanned nothing in these days' }).waitFor()
        expect(await axe(page)).toEqual([])
        await shoot(page, 'mine-none-en-light')
      },
      (node) => {
        node.instead.set('me', { json: { ...me('en'), rights: ['orders.read'] } })
        node.instead.set('scores', { json: { site: 'podolsk', from: '2025-11-21', to: '2025-11-21', own: true, rows: [], seq: 1 } satisfies View<'ScoresPage'> })
      },
    )
  })
})
