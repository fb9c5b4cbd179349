import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe } from './axe'
import { shoot } from './browser'
import { desks, live } from './desks'
import { at } from './story/say'
import { orderCard, orders } from './story/orders'
import { dispatch, stuck } from './story/floor'

const desk = desks()
const current = (page: Page) => page.locator('tr.current .order-no').textContent()

describe('keyboard', () => {
  it('walks the list, opens a card, walks through cards and comes back to the row', async () => {
    await desk('/orders', async (page) => {
      await page.waitForSelector('.or-list .order-no')
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      expect(await current(page)).toBe('10516')
      await page.keyboard.press('k')
      expect(await current(page)).toBe('10517')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'Order 10517' }).waitFor()
      await page.keyboard.press('j')
      await page.getByRole('dialog', { name: 'Order 10516' }).waitFor()
      expect(new URL(page.url()).pathname).toBe('/orders/10516')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await current(page)).toBe('10516')
    })
  })

  it('releases what was chosen with X, once, with an id, and says so', async () => {
    await desk('/orders', async (page, node) => {
      await page.waitForSelector('.or-list .order-no')
      await live(page)
      for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key)
      await page.getByRole('toolbar', { name: '3 selected' }).waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'bulk-en-light')
      await page.keyboard.press('w')
      await page.getByText('Wave 97 released: 2 orders').waitFor()
      expect(node.given.map(({ name, body }) => [name, body])).toEqual([['pick.release', { orders: ['10517', '10516', '10513'] }]])
      expect(node.given[0]?.id).toMatch(/^[0-9a-f]{32}$/)
    })
  })

  it('hears keys by their place: the same key under a Russian layout', async () => {
    await desk('/orders', async (page) => {
      await page.waitForSelector('.or-list .order-no')
      await page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyJ', key: 'о' })))
      expect(await current(page)).toBe('10517')
    })
  })

  it('goes places with G and a letter, and finds anything with Ctrl K', async () => {
    await desk('/orders', async (page) => {
      await page.waitForSelector('.or-list .order-no')
      await page.keyboard.press('g')
      await page.keyboard.press('s')
      await page.getByRole('heading', { name: 'Stock' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder('Order, item, bin, person, screen').last().fill('sam')
      await page.getByText('Kettle “Samovar mini”').last().waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'palette-en-light')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'Order 10482' }).waitFor()
    })
  })

  it('leaves letters to a field that has the focus', async () => {
    await desk('/orders', async (page, node) => {
      await page.waitForSelector('.or-list .order-no')
      await page.keyboard.press('/')
      await page.keyboard.type('wxj')
      expect(await page.getByPlaceholder('Number, name, 4 digits of phone').inputValue()).toBe('wxj')
      await page.getByRole('heading', { name: 'Nothing for “wxj”' }).waitFor()
      expect(node.given).toEqual([])
    })
  })
})

describe('a proof that does not hold', () => {
  it.each([['/stuck', '[data-stuck=s7]'], ['/node', '.st-proof.failed']])('on %s says what it found in words, and below it, folded, what the program says', async (path, place) => {
    await desk(path, async (page) => {
      const at = page.locator(place)
      await at.getByText(/by the balance 60 came and 13 left, by the moves 60 came and 14 left/).waitFor()
      const own = at.getByText(/^ledger\.balance /)
      expect(await own.isVisible()).toBe(false)
      await at.getByText('For whoever looks after the program').click()
      await own.waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, `proof${path.replace('/', '-')}-en-light`)
    })
  })
})

describe('session', () => {
  it('asks who is there, says what was wrong, and opens', async () => {
    await desk(
      '/orders',
      async (page, node) => {
        await page.getByLabel('Login').fill('marina')
        await page.getByRole('textbox', { name: /^Password/ }).fill('wrong')
        await page.getByRole('button', { name: 'Log in' }).click()
        await page.getByText('Log in first').waitFor()
        expect(await axe(page)).toEqual([])
        await shoot(page, 'login-en-light')
        node.instead.delete('session/password')
        await page.getByRole('textbox', { name: /^Password/ }).fill('right')
        await page.getByRole('button', { name: 'Log in' }).click()
        await page.waitForSelector('.or-list .order-no')
      },
      (node) => {
        node.loggedIn = false
        node.instead.set('session/password', { status: 403, json: { code: 'session.none' } })
      },
    )
  })

  it('makes the first person by the link, and says when the link was used', async () => {
    await desk('/setup/fresh', async (page) => {
      await page.getByRole('heading', { name: 'First start' }).waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'setup-en-light')
    })
    await desk('/setup/used', async (page) => {
      await page.getByRole('heading', { name: 'The link was used already' }).waitFor()
    })
  })
})

describe('states', () => {
  it('keeps a command without its right visible, disabled, and says whom to ask', async () => {
    await desk(
      '/orders/10517',
      async (page, node) => {
        await live(page)
        const release = page.getByRole('dialog').getByRole('button', { name: 'Release' })
        await release.waitFor()
        expect(await release.getAttribute('aria-disabled')).toBe('true')
        await release.hover()
        await page.getByText('ask Igor Savchuk').first().waitFor()
        await release.click({ force: true })
        expect(node.given).toEqual([])
      },
      (node) => {
        node.without = ['pick.release']
      },
    )
  })

  it('says which right a screen needs', async () => {
    await desk(
      '/stock',
      async (page) => {
        await page.getByRole('heading', { name: 'A right is needed here' }).waitFor()
        await page.getByText('ask Igor Savchuk').waitFor()
        expect(await axe(page)).toEqual([])
      },
      (node) => node.instead.set('stock', { status: 403, json: { code: 'staff.denied', args: { right: 'stock.read' } } }),
    )
  })

  it('shows what failed, keeps the code for the telephone, and asks again', async () => {
    await desk(
      '/stuck',
      async (page, node) => {
        await page.getByRole('heading', { name: 'It could not be read' }).waitFor()
        await page.getByText('internal').waitFor()
        expect(await axe(page)).toEqual([])
        await shoot(page, 'failed-en-light')
        node.instead.delete('stuck')
        await page.getByRole('button', { name: 'Ask again' }).click()
        await page.waitForSelector('.sk')
      },
      (node) => node.instead.set('stuck', { status: 500, json: { code: 'internal' } }),
    )
  })

  it('says what emptiness means', async () => {
    await desk(
      '/stuck',
      async (page) => {
        await page.getByRole('heading', { name: 'Nothing is stuck' }).waitFor()
        expect(await axe(page)).toEqual([])
      },
      (node) => node.instead.set('stuck', { json: { rows: [], seq: 1 } }),
    )
  })

  it('shows skeletons while it loads, not a blank and not a spinner', async () => {
    let answer: (value: object) => void = () => undefined
    await desk(
      '/items',
      async (page) => {
        await page.getByRole('status', { name: 'Loading' }).waitFor()
        await shoot(page, 'loading-en-light')
        answer({ json: { rows: [], found: 0, near: [], seq: 1 } })
        await page.getByRole('heading', { name: 'No items yet' }).waitFor()
      },
      (node) => node.instead.set('items', () => new Promise((done) => (answer = done))),
    )
  })

  it('says since when the node is silent, holds commands back, and comes back by itself', async () => {
    await desk('/orders/10482', async (page, node) => {
      await live(page)
      await node.hangUp()
      await page.getByText('The node is silent since').waitFor()
      await live(page)
      await page.getByText('The node is silent since').waitFor({ state: 'detached' })
    })
  })
})

describe('live', () => {
  it('counts what waits without being asked', async () => {
    await desk('/orders', async (page, node) => {
      await live(page)
      const orders = page.getByRole('link', { name: /^Orders/ })
      await expect.poll(() => orders.textContent()).toContain('216')
      node.say('counters', 'podolsk', 8214907, { orders: 217, promised: 76, picking: 46, packing: 17, ready: 63, gone: 184, devices: 2, stuck: 5, shops: 1, dispatch: 139, seq: 8214907 })
      await expect.poll(() => orders.textContent()).toContain('217')
    })
  })

  it('flashes a row that somebody else changed, once', async () => {
    await desk('/orders', async (page, node) => {
      await page.waitForSelector('.or-list .order-no')
      await live(page)
      const page1 = orders('en', new URLSearchParams())
      node.instead.set('orders', { json: { ...page1, rows: page1.rows.map((row) => (row.id === '10508' ? { ...row, version: 4, status: 'packing' as const } : row)) } })
      node.say('orders', 'podolsk', 8214907, { ids: ['10508'] })
      await page.locator('tr.flash', { hasText: '10508' }).waitFor()
      expect(await page.locator('tr.flash').count()).toBe(1)
    })
  })

  it('shows bytes of a device as they pass', async () => {
    await desk('/devices/zebra2', async (page, node) => {
      await page.waitForSelector('.dv-frames li >> nth=6')
      await live(page)
      node.say('device/zebra2', '', 8214907, { seq: 8, at: at('14:13:00'), out: false, bytes: btoa('\x02paper out\x03'), means: { code: 'wire.paper_out' }, tone: 'wrong' })
      await page.locator('.means', { hasText: 'Label roll is out' }).waitFor()
      await page.keyboard.press('Space')
      await page.getByRole('button', { name: 'Resume' }).waitFor()
    })
  })

  it('edits from the keyboard, and lets go of nothing that was typed at the first Esc', async () => {
    await desk('/orders/10482', async (page) => {
      await live(page)
      await page.keyboard.press('e')
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')).toMatch(/^Kettle/)
      await page.keyboard.press('2')
      await page.keyboard.press('Escape')
      await page.getByRole('alert').getByText('Your changes are not saved').waitFor()
      expect(await page.getByRole('textbox', { name: /^Kettle/ }).inputValue()).toBe('2')
      expect(await axe(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('textbox', { name: /^Kettle/ }).waitFor({ state: 'detached' })
      expect(new URL(page.url()).pathname).toBe('/orders/10482')
    })
  })

  it('never overwrites an open form: both values are shown', async () => {
    await desk('/orders/10482', async (page, node) => {
      await live(page)
      await page.keyboard.press('e')
      const kettle = page.getByRole('textbox', { name: /^Kettle/ })
      await kettle.fill('2')
      const now = orderCard('10482', 'en')
      if (!now) throw new Error('no such order')
      node.instead.set('orders/10482', {
        json: { ...now, version: 4, items: now.items.map((line) => (line.id === 'mug' ? { ...line, qty: { value: 5, unit: 'piece' } } : line)) },
      })
      node.say('orders', 'podolsk', 8214907, { ids: ['10482'] })
      await page.getByText('The order changed while you edited').waitFor()
      await page.getByText('now 5').waitFor()
      expect(await kettle.inputValue()).toBe('2')
      expect(await axe(page)).toEqual([])
      await shoot(page, 'moved-en-light')
      await page.getByRole('button', { name: 'Save mine over them' }).click()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'orders.edit', body: { order: '10482', version: 4, lines: [{ line: 'kettle', qty: 2 }] } })
    })
  })
})

describe('commands', () => {
  it('repeats a command whose answer was lost with the same id', async () => {
    await desk('/orders/10517', async (page, node) => {
      await live(page)
      node.instead.set('do/pick.release', { status: 503, json: { code: 'request.offline' } })
      const release = page.getByRole('dialog').getByRole('button', { name: 'Release' })
      const ids: string[] = []
      page.on('request', (request) => {
        if (request.url().endsWith('/do/pick.release')) ids.push(request.headers()['idempotency-key'] ?? '')
      })
      await release.click()
      await page.getByText('The node does not answer').waitFor()
      node.instead.delete('do/pick.release')
      await release.click()
      await expect.poll(() => ids.length).toBe(2)
      expect(ids[0]).toBe(ids[1])
    })
  })

  it('asks for the PIN where the node does, again after a wrong one, and gives the same command', async () => {
    await desk('/orders/10517', async (page, node) => {
      await live(page)
      node.instead.set('do/pick.release', { status: 403, json: { code: 'staff.pin_needed' } })
      const asked: (string | undefined)[][] = []
      page.on('request', (request) => {
        if (request.url().endsWith('/do/pick.release')) asked.push([request.headers()['idempotency-key'], request.headers()['pin']])
      })
      await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click()
      const question = page.getByRole('dialog', { name: 'Your PIN' })
      const pin = question.getByRole('textbox')
      await pin.waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'pin-en-light')
      node.instead.set('do/pick.release', { status: 403, json: { code: 'staff.refused' } })
      await pin.fill('258037')
      await question.getByRole('button', { name: 'Go on' }).click()
      await question.getByRole('alert').getByText('That is not your PIN').waitFor()
      node.instead.delete('do/pick.release')
      await pin.fill('258036')
      await question.getByRole('button', { name: 'Go on' }).click()
      await question.waitFor({ state: 'detached' })
      await expect.poll(() => node.given.length).toBe(1)
      expect(asked.map(([, given]) => given)).toEqual([undefined, '258037', '258036'])
      expect(new Set(asked.map(([id]) => id)).size).toBe(1)
    })
  })

  it('asks for a reason before it cancels, and says what happens on the floor', async () => {
    await desk('/orders/10482', async (page, node) => {
      await live(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await page.getByText('The goods are on the floor').waitFor()
      await page.getByLabel('Reason').fill('changed her mind')
      expect(await axe(page)).toEqual([])
      await shoot(page, 'cancel-en-light')
      await page.getByRole('button', { name: 'Cancel the order' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'orders.cancel', body: { order: '10482', version: 3, reason: 'changed her mind' } })
    })
  })

  it('resolves what is stuck by the button that the server offers', async () => {
    await desk('/stuck', async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: 'Enter the count' }).click()
      await page.getByLabel('How many were found').fill('49')
      await page.getByRole('button', { name: 'Enter the count' }).last().click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'count.answer', body: { ask: 'c88', qty: 49 } })
    })
  })

  it('matches a line with an item that is looked for, and keeps what was chosen when that is refused', async () => {
    await desk('/stuck', async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: 'Match an item' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Item: name, article or barcode').fill('lamp')
      const send = dialog.getByRole('button', { name: 'Match an item' })
      expect(await send.isDisabled()).toBe(true)
      await page.getByRole('option').first().click()
      expect(await axe(page)).toEqual([])
      await shoot(page, 'match-en-light')
      node.instead.set('do/orders.line.match', { status: 409, json: { code: 'orders.matched', kind: 'conflict', args: { number: '10511' } } })
      await send.click()
      await page.getByText('10511', { exact: false }).last().waitFor()
      expect(await dialog.isVisible()).toBe(true)
      node.instead.clear()
      await send.click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'orders.line.match', body: { order: '10511', line: '2', learn: true } })
      await dialog.waitFor({ state: 'detached' })
    })
  })

  it('asks for each lot where a count is of several', async () => {
    await desk('/stuck', async (page, node) => {
      const [lot1, lot2] = [{ item: 'i1', lot: 'l1' }, { item: 'i1', lot: 'l2', condition: 1 }]
      const kinds = [
        { stock: lot1, lot: 'L-2611', expiry: '2027-11-22', condition: 'good' as const },
        { stock: lot2, lot: 'L-2612', condition: 'damaged' as const },
      ]
      const { rows, ...rest } = stuck('en')
      node.instead.set('stuck', { json: { ...rest, rows: rows.filter(({ kind }) => kind === 'count_asked').map((row) => ({ ...row, kinds })) } })
      await page.reload()
      await live(page)
      await page.getByRole('button', { name: 'Enter the count' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(/^L-2611/).fill('4')
      expect(await axe(page)).toEqual([])
      await shoot(page, 'count-kinds-en-light')
      await dialog.getByRole('button', { name: 'Enter the count' }).click()
      expect(node.given).toEqual([])
      await dialog.getByLabel('L-2612, damaged').fill('0')
      await dialog.getByRole('button', { name: 'Enter the count' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({
        name: 'count.answer',
        body: { ask: 'c88', qty: 4, kinds: [{ stock: lot1, qty: 4 }, { stock: lot2, qty: 0 }] },
      })
    })
  })

  // On the played node: on a real one an entry parks only when a reader of the journal fails, and no reader of ours can be made to from a screen.
  it('says before a bin is blocked that its reason stays for good', async () => {
    await desk('/bins/A-07-12-3', async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: 'Block', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('no names or phone numbers of buyers').waitFor()
      await shoot(page, 'bin-block')
      await dialog.getByLabel('Reason').fill('a broken beam')
      await dialog.getByRole('button', { name: 'Block', exact: true }).click()
      await expect.poll(() => node.given.map(({ name }) => name)).toEqual(['place.block'])
    })
  })

  it('lets a parked entry try again, and skips it for a reason that is said', async () => {
    await desk('/stuck', async (page, node) => {
      await live(page)
      const parked = page.locator('.sk li').filter({ hasText: 'sale/query: 500' })
      const entry = { follower: 'shop.states', subject: 'order 10455', seq: 8204118 }
      await parked.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => node.given.map(({ name, body }) => [name, body])).toEqual([['journal.retry', entry]])
      await parked.getByRole('button', { name: 'Skip' }).click()
      const dialog = page.getByRole('dialog')
      const reason = dialog.getByLabel('Reason')
      const skip = dialog.getByRole('button', { name: 'Skip' })
      await skip.click()
      expect(await reason.evaluate((field: HTMLInputElement) => field.matches(':invalid'))).toBe(true)
      node.instead.set('do/journal.skip', { status: 422, json: { code: 'journal.skip_why', kind: 'invalid' } })
      await reason.fill(' ')
      await skip.click()
      await page.getByText('Say why the entry is skipped').waitFor()
      expect(await dialog.isVisible()).toBe(true)
      node.instead.clear()
      await reason.fill('the shop closed the order by hand')
      await skip.click()
      await dialog.waitFor({ state: 'detached' })
      const skips = node.given.filter(({ name }) => name === 'journal.skip').map(({ body }) => body)
      expect(skips.at(-1)).toEqual({ ...entry, reason: 'the shop closed the order by hand' })
      expect(skips.some((body) => (body as { reason: string }).reason === '')).toBe(false)
    })
  })

  it('puts an order aside that could not be taken, and takes it up from the page of its shop', async () => {
    await desk('/stuck', async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: 'Put aside' }).click()
      await page.getByLabel('Reason').fill('the buyer ordered by phone')
      await page.getByRole('button', { name: 'Put aside' }).last().click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'shop.kept.shelve', body: { shop: 'sever-yug.ru', outer: '10518', reason: 'the buyer ordered by phone' } })
      await page.getByRole('button', { name: 'Prove again' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'node.check', body: { name: 'ledger' } })
      await page.evaluate(() => history.pushState(null, '', '/shops'))
      const aside = page.getByRole('row', { name: '10377' })
      await aside.getByText('put aside', { exact: true }).waitFor()
      await aside.getByRole('button', { name: 'Take again' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'shop.kept.take', body: { shop: 'site', outer: '10377' } })
    })
  })

  it('asks a shop again for the orders that never came, and says why there are none such', async () => {
    await desk('/stuck', async (page, node) => {
      await live(page)
      const row = page.locator('[data-stuck="s16"]')
      await row.getByRole('button', { name: 'Ask the shop again' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'shop.exchange', body: { shop: 'sever-yug.ru' } })
      await row.getByRole('button', { name: 'There are none such' }).click()
      await page.getByLabel('Reason').fill('tests, deleted')
      await page.getByRole('dialog').getByRole('button', { name: 'There are none such' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'shop.missing.void', body: { shop: 'sever-yug.ru', numbers: [10461, 10462], reason: 'tests, deleted' } })
      await page.evaluate(() => history.pushState(null, '', '/shops'))
      const line = page.getByRole('region', { name: 'orders that never came' })
      await line.getByText('10461, 10462').waitFor()
      expect(await axe(page)).toEqual([])
      await line.getByRole('button', { name: 'There are none such' }).click()
      await page.getByLabel('Reason').fill('tests, deleted')
      await page.getByRole('dialog').getByRole('button', { name: 'There are none such' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'shop.missing.void', body: { shop: 'site', numbers: [10461, 10462], reason: 'tests, deleted' } })
    })
  })

  it('takes cash out with its reason, and closes the shift that was seen after saying what that does', async () => {
    await desk('/devices/shtrih2', async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: 'Take cash out' }).click()
      await page.getByLabel('Sum, RUB').fill('1500.50')
      await page.getByLabel('Reason').fill('to the bank')
      expect(await axe(page)).toEqual([])
      await page.getByRole('dialog').getByRole('button', { name: 'Take cash out' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({
        name: 'till.cash',
        body: { register: 'shtrih2', way: 'out', sum: { minor: 150050, currency: 'RUB' }, reason: 'to the bank' },
      })
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Close the shift (Z)' }).click()
      await page.getByText('A shift cannot be brought back').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: 'Close the shift (Z)' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'till.shift.close', body: { register: 'shtrih2', shift: 214 } })
    })
  })

  it('shows a new PIN once', async () => {
    await desk('/people/darya', async (page) => {
      await live(page)
      await page.getByRole('button', { name: 'New PIN' }).click()
      await page.getByText('4071').waitFor()
      expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Handed over' }).click()
      await page.getByText('4071').waitFor({ state: 'detached' })
    })
  })

  it('asks before it lets a person go', async () => {
    await desk('/people/darya', async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: 'Let go' }).click()
      const asked = page.getByRole('dialog', { name: 'go?' })
      await asked.getByText('new ones').waitFor()
      expect(node.given).toEqual([])
      expect(await axe(page)).toEqual([])
      await asked.getByRole('button', { name: 'Let go' }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'staff.edit', body: { person: 'darya', left: true } })
    })
  })

  it('offers to hand over what was scanned out, and nothing where all that is left must be taken off', async () => {
    const page = dispatch('en')
    const [stopped, going] = page.couriers
    stopped!.parcels = stopped!.parcels.filter(({ state }) => state === 'stopped' || state === 'waiting')
    await desk(
      '/dispatch',
      async (page, node) => {
        await page.getByRole('button', { name: new RegExp(`^${stopped!.name}`) }).click()
        await page.getByRole('cell', { name: 'Take off' }).first().waitFor()
        expect(await page.getByRole('button', { name: 'Hand over' }).count()).toBe(0)
        expect(await axe(page)).toEqual([])
        await page.getByRole('button', { name: new RegExp(`^${going!.name}`) }).click()
        await page.getByRole('button', { name: `Hand over: ${going!.name}` }).click()
        const asks = page.getByRole('dialog', { name: `${going!.name}: not everything was scanned` })
        await asks.getByText(`Parcels that nobody scanned: ${going!.waiting}.`).waitFor()
        expect(node.given).toEqual([])
        expect(await axe(page)).toEqual([])
        await shoot(page, 'dispatch-leave')
        await asks.getByRole('button', { name: 'Hand over without them' }).click()
        await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'dispatch.close', body: { courier: going!.id, leave: true } })
      },
      (node) => node.instead.set('dispatch', { json: page }),
    )
  })

  it('sends a table for a dry run', async () => {
    await desk('/imports', async (page, node) => {
      await live(page)
      expect(await page.locator('.list').getByRole('img', { name: '1 with a warning' }).innerText()).toBe('1')
      await page.getByRole('button', { name: 'Send a table' }).click()
      await page.setInputFiles('input[type=file]', { name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from('Артикул;Название') })
      expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Check' }).click()
      await page.waitForSelector('.im-faults')
      expect(await page.locator('.im-counts .warn').innerText()).toBe('1 with a warning')
      expect(await page.getByRole('link', { name: 'File of errors and warnings' }).getAttribute('href')).toMatch(/\/errors$/)
      expect(node.given.at(-1)).toMatchObject({ name: 'sheet.check', body: { kind: 'items', file: 'goods.csv', site: 'podolsk' } })
    })
  })

  it('sets our balances beside a second file, and says which of its rows were not read', async () => {
    await desk('/imports', async (page) => {
      await page.getByRole('button', { name: 'Compare balances' }).click()
      const dialog = page.getByRole('dialog', { name: 'Compare balances' })
      await dialog.locator('input[type=file]').setInputFiles({ name: 'old.csv', mimeType: 'text/csv', buffer: Buffer.from('Артикул;Ячейка;Количество') })
      await dialog.getByText('1,198 match, 1 differs, 2 are only here').waitFor()
      expect(await dialog.getByRole('row').nth(1).innerText()).toMatch(/14\s+12\s+2$/)
      expect(await dialog.locator('.im-faults li').innerText()).toMatch(/^41\s+Остаток\s+много/)
      await shoot(page, 'compare-en-light')
      expect(await axe(page)).toEqual([])
    })
  })
})

it('stands a font that is fifteen percent wider', async () => {
  await desk('/orders', async (page) => {
    await page.evaluate(() => document.documentElement.style.setProperty('--font-text', 'DejaVu Sans'))
    for (const path of ['/orders/10482', '/stock/coffee', '/devices', '/bins/A-07-12-3', '/stuck', '/imports/i4', '/people/darya']) {
      await page.evaluate((to) => history.pushState(null, '', to), path)
      await page.waitForSelector('.tape, .why-list, .dv-frames, .sk, .im-faults')
      await shoot(page, `wide-${path.split('/')[1]}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)
    }
  }, undefined, { lang: 'uk', theme: 'light' })
})
