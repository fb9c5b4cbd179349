import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe } from './axe'
import { shoot } from './browser'
import { desks, live } from './desks'
import { dispatch } from './story/floor'
import { narrow } from './story/labels'

const desk = desks()

describe('how labels are laid out', () => {
  const element = (page: Page, name: RegExp) => page.getByRole('region', { name: 'Elements' }).getByRole('button', { name })

  it('is changed by the keyboard, saved against the version that was seen, and tried on a real bin', async () => {
    await desk('/labels/bin_label', async (page, node) => {
      await page.waitForSelector('.lb-label img')
      await live(page)
      await element(page, /text \[warehouse\]/).press('Enter')
      const line = page.getByLabel('Line height, mm')
      expect(await line.inputValue()).toBe('3.6')
      await line.fill('5')
      await page.getByRole('switch', { name: 'Bold' }).press('Space')
      await page.getByRole('combobox', { name: 'Insert a field' }).selectOption('number of the copy')
      await page.getByText('not saved').waitFor()
      const shown = page.getByRole('combobox', { name: 'Shown on' })
      await shown.fill('A-07-12-4')
      await page.getByRole('option', { name: /A-07-12-4/ }).click()
      await page.getByRole('button', { name: 'Print a trial' }).click()
      await expect.poll(() => node.given.at(-1)?.name).toBe('stencil.test')
      expect(node.given.at(-1)?.body).toMatchObject({ kind: 'bin_label', subject: 'A-07-12-4', printer: 'Zebra GX430t' })
      await page.keyboard.press('Control+s')
      await expect.poll(() => node.given.at(-1)?.name).toBe('stencil.save')
      expect(node.given.at(-1)?.body).toMatchObject({
        kind: 'bin_label', seen: 3,
        stencil: { elements: [{ text: '{{place.name}}' }, { text: '{{place.note}}{{copy.index}}', size: 5000, bold: true }, { symbology: 'auto' }] },
      })
      await page.getByText('Version 4 is saved').waitFor()
      await page.getByText('not saved').waitFor({ state: 'detached' })
    })
  })

  it('gets an element more, loses one, and goes back to what is brought along', async () => {
    await desk('/labels/bin_label', async (page, node) => {
      await page.waitForSelector('.lb-label img')
      await live(page)
      await page.getByRole('button', { name: 'Add' }).click()
      await page.getByRole('menuitem', { name: 'line' }).click()
      await page.getByRole('group', { name: 'Element 4: line' }).waitFor()
      await page.getByRole('button', { name: 'Up', exact: true }).click()
      await page.getByRole('group', { name: 'Element 3: line' }).waitFor()
      await page.getByRole('button', { name: 'Remove the element' }).click()
      await page.getByText('not saved').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Go back to the built-in one' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'stencil.restore', body: { kind: 'bin_label', seen: 3, to: 0 } })
    })
  })

  it('says what cannot be printed, leads there, and prints no trial of it', async () => {
    await desk(
      '/labels/bin_label',
      async (page) => {
        await page.getByRole('button', { name: /“B001343” does not fit at 300/ }).click()
        await page.getByRole('group', { name: 'Element 3: barcode' }).waitFor()
        expect(await page.getByRole('button', { name: 'Print a trial' }).isDisabled()).toBe(true)
        expect(await axe(page)).toEqual([])
        await shoot(page, 'labels-narrow-en-light')
      },
      (node) => node.instead.set('stencils/bin_label/preview', { json: narrow }),
    )
  })
})

describe('labels of goods', () => {
  it('are printed for all that a list finds, as many of each as somebody says', async () => {
    await desk('/items?text=sneakers', async (page, node) => {
      await page.getByText('Sneakers “Sever” black').first().waitFor()
      await live(page)
      await page.keyboard.press('p')
      const dialog = page.getByRole('dialog', { name: 'Labels and price tags' })
      await dialog.getByRole('combobox', { name: 'What to print' }).selectOption('Price tags')
      await dialog.getByLabel('How many: Sneakers “Sever” black 43').fill('12')
      await dialog.getByText('In all: 13').waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'price-tags-en-light')
      await dialog.getByLabel('How many: Sneakers “Sever” black 42').fill('200')
      await dialog.getByText('At most 200 at once').waitFor()
      expect(await dialog.getByRole('button', { name: 'Print labels' }).isDisabled()).toBe(true)
      await dialog.getByLabel('How many: Sneakers “Sever” black 42').fill('0')
      await dialog.getByRole('button', { name: 'Print labels' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({
        name: 'catalog.label', body: { kind: 'price_label', items: [{ item: 'sneaker43', copies: 12 }] },
      })
      await dialog.waitFor({ state: 'detached' })
    })
  })

  it('are printed of a lot from where it lies, and of what a courier took', async () => {
    await desk('/items/coffee', async (page, node) => {
      await page.getByRole('button', { name: 'Labels of lot U-2611' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Labels of lot U-2611' })
      await dialog.getByLabel('How many labels').fill('6')
      await shoot(page, 'lot-labels-en-light')
      await dialog.getByRole('button', { name: 'Print labels' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'catalog.lot.label', body: { lot: 'lot-u2611', copies: 6 } })
      await page.goto(new URL(`/dispatch/${dispatch('en').couriers[1]?.id}`, page.url()).href)
      await page.getByRole('button', { name: 'Shipment labels' }).click()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'shipment-labels-en-light')
      await page.getByRole('dialog').getByRole('button', { name: 'Print labels' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'dispatch.label', body: { copies: 1 } })
    })
  })
})
