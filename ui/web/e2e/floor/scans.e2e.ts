import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../../src/handheld/pick/walk'
import type { PickView } from '../../src/shared/floor/views'
import { launch, shoot } from '../browser'
import { bench as bench2, packs } from './benches'
import { type Came, Fixture, reply } from './fixture'
import { awake, bench, cues, handheld, type Screen, scan, sounded, sounds, type } from './hands'
import { go, menu, picks } from './walks'

let browser: Browser
let fixture: Fixture
let open: Screen[] = []

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())
beforeEach(() => {
  open = []
})
afterEach(async () => {
  await Promise.all(open.map((screen) => screen.close()))
  fixture.close()
})

const at = (screen: Screen, version: number) => screen.page.waitForSelector(`main[data-version="${version}"]`)
const says = (screen: Screen, text: string | RegExp) => screen.page.getByText(text).first().waitFor()

const drawn = (screen: Screen) => screen.page.locator('main > :not(footer)').evaluateAll((parts) => parts.map((part) => part.outerHTML).join('\n'))

async function hand(first = go): Promise<Screen> {
  fixture = await Fixture.start(reply('pick', first))
  const screen = await handheld(browser, fixture)
  open.push(screen)
  await at(screen, 1)
  return screen
}

async function cut(screen: Screen): Promise<void> {
  await screen.context.setOffline(true)
  fixture.drop()
  await screen.page.waitForSelector('.hh-net.off')
}

async function benches(count: number): Promise<Screen[]> {
  fixture = await Fixture.start(reply('pack', packs.units as never), bench2)
  for (let i = 0; i < count; i++) open.push(await bench(browser, fixture))
  for (const screen of open) await at(screen, 1)
  return open
}

/** A node that picks: the lease's own walk, judged once for each deed. */
function picking(first: PickView): (came: Came) => ReturnType<typeof reply> {
  let view = first
  return (came) => {
    const guess = judge(view, came.data ?? '', '')
    view = guess.view
    return reply('pick', view, guess.cue)
  }
}

describe('a scan', () => {
  it('goes to the node with nothing focused, under a number that rises, and sounds as it was answered', async () => {
    const screen = await hand()
    fixture.answers = (came) => (came.data === 'WB-A-07-12-3' ? reply('pick', picks.item as PickView) : reply('pick', picks['wrong-size'] as PickView, 'wrong'))
    await scan(screen.page, 'WB-A-07-12-3')
    await at(screen, 2)
    await sounded(screen.page, cues.ok)
    await scan(screen.page, '4607034170431')
    await at(screen, 3)
    await sounded(screen.page, cues.wrong)
    expect(fixture.done.map(({ counter, data }) => [counter, data])).toEqual([
      [1, 'WB-A-07-12-3'],
      [2, '4607034170431'],
    ])
    expect(fixture.done[0]?.id).not.toBe(fixture.done[1]?.id)
    expect(screen.heard).toEqual([])
    expect(await awake(screen.page)).toBeGreaterThan(0)
  })

  it('sounds within 150 ms of its Enter', async () => {
    const screen = await hand()
    fixture.answers = () => reply('pick', picks.item as PickView)
    const took: number[] = []
    for (let i = 0; i < 15; i++) {
      const version = fixture.version + 1
      await screen.page.keyboard.type('WB-A-07-12-3')
      const pressed = await screen.page.evaluate(() => performance.now())
      await screen.page.keyboard.press('Enter')
      await at(screen, version)
      const heardAt = await screen.page.evaluate(() => (globalThis as unknown as { ears: { notes: { at: number }[] } }).ears.notes.splice(0)[0]?.at ?? Infinity)
      took.push(heardAt - pressed)
    }
    const median = took.sort((a, b) => a - b)[7] ?? Infinity
    expect(median).toBeLessThan(150)
  })

  it('of a serial scanner, which only the node heard, moves the screen too', async () => {
    const screen = await hand()
    fixture.show(reply('pick', picks.tote as PickView))
    await at(screen, 2)
    await sounded(screen.page, cues.ok)
    expect(fixture.done).toEqual([])
  })

  it('goes on after the node was away: the line comes back by itself with the state of now', async () => {
    const screen = await hand()
    fixture.drop()
    fixture.show(reply('pick', picks.tote as PickView))
    await at(screen, 2)
  })
})

describe('without network', () => {
  it('the walk goes on, outlives a reload, and every scan reaches the node once and in order', async () => {
    const screen = await hand()
    fixture.answers = picking(go)
    await screen.page.evaluate(() => navigator.serviceWorker.ready)
    await screen.page.reload()
    await at(screen, 1)
    await sounds(screen.page)
    await cut(screen)

    const walk = ['WB-A-07-12-3', '4607034170424', '4607034170424', '4607034170424', 'WT-T-121', 'WB-A-07-15-1', '4607034171186']
    for (const code of walk) await scan(screen.page, code)
    await says(screen, 'Положите 1 шт в тару')
    await expect.poll(() => screen.page.textContent('.hh-net')).toContain('7')
    await sounded(screen.page, walk.flatMap(() => cues.ok))
    await scan(screen.page, 'WT-T-151')
    await says(screen, 'Не та тара')
    await sounded(screen.page, cues.wrong)
    const seen = () => screen.page.locator('.hh-compare').evaluate((one) => one.getBoundingClientRect().bottom <= (document.querySelector('.hh-waits')?.getBoundingClientRect().top ?? 0))
    await expect.poll(seen).toBe(true) // the strip of what is kept gives way
    await shoot(screen.page, 'hh-offline-wrong-ru-light')
    await scan(screen.page, 'WT-T-121')
    await says(screen, 'Идите к ячейке')
    await says(screen, 'Нет сети. Работайте дальше')
    await shoot(screen.page, 'hh-offline-ru-light')
    expect(fixture.done).toEqual([])

    await screen.page.reload() // a dead battery, and no network still
    await says(screen, 'Нет сети. Работайте дальше')
    await expect.poll(() => screen.page.textContent('.hh-goto')).toContain('08')
    await expect.poll(() => screen.page.textContent('.hh-net')).toContain('9')

    await screen.context.setOffline(false)
    await screen.page.waitForSelector('.hh-net.off', { state: 'detached' })
    await at(screen, 10)
    expect(fixture.done.map((came) => came.data)).toEqual([...walk, 'WT-T-151', 'WT-T-121'])
    expect(fixture.done.map((came) => came.counter)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(fixture.repeats).toBe(0)
    await expect.poll(() => screen.page.textContent('.hh-goto')).toContain('08')
  })

  it('an answer that got lost is asked for again, and nothing happens twice', async () => {
    const screen = await hand()
    fixture.answers = picking(go)
    fixture.losesAnswers = true
    await scan(screen.page, 'WB-A-07-12-3')
    await expect.poll(() => fixture.done.length).toBe(1)
    await expect.poll(() => fixture.repeats).toBeGreaterThan(0)
    fixture.losesAnswers = false
    await expect.poll(() => screen.page.locator('.hh-net.off').count()).toBe(0)
    await scan(screen.page, '4607034170424')
    await expect.poll(() => fixture.done.length).toBe(2)
    expect(fixture.done.map((came) => came.data)).toEqual(['WB-A-07-12-3', '4607034170424'])
  })

  it('what the node refuses of the kept scans is shown until it was seen', async () => {
    const screen = await hand()
    await cut(screen)
    await scan(screen.page, 'WB-A-07-12-3')
    await scan(screen.page, '4607034170424')
    await says(screen, 'Сканируйте товар')
    fixture.answers = (came) =>
      came.data === '4607034170424'
        ? reply('pick', picks.stop as PickView, 'wrong', { code: 'orders.cancelled' })
        : reply('pick', picks.item as PickView)
    await screen.context.setOffline(false)
    await says(screen, 'Узел не принял 1 скан')
    await shoot(screen.page, 'hh-refused-ru-light')
    await screen.page.getByText('Понятно').click()
    await expect.poll(() => screen.page.locator('.hh-refused').count()).toBe(0)
    expect(fixture.done.length).toBe(2)
  })

  it('that goes away under a scan: it and the next have their sound, and are on the list if the node refuses them', async () => {
    const screen = await hand()
    let hold = () => {}
    const held = new Promise<void>((go) => {
      hold = go
    })
    await screen.page.route('**/api/floor/scan', async (route) => {
      await held
      await route.abort()
    })
    await scan(screen.page, 'WB-A-07-12-3')
    await scan(screen.page, '4607034170424')
    hold()
    await sounded(screen.page, [...cues.ok, ...cues.ok])
    fixture.answers = () => reply('pick', picks.stop as PickView, 'wrong', { code: 'orders.cancelled' })
    await screen.page.unrouteAll()
    await says(screen, 'Узел не принял 2 скана')
    expect(fixture.done.length).toBe(2)
  })

  it('an action goes as the scan of its command, one that needs an answer waits', async () => {
    const screen = await hand()
    await cut(screen)
    await screen.page.getByText('Пропустить').click()
    await expect.poll(() => screen.page.textContent('.hh-goto')).toContain('15')
    await scan(screen.page, 'WB-A-07-15-1')
    await says(screen, 'Вы у ячейки')
    fixture.answers = picking(go)
    await screen.context.setOffline(false)
    await expect.poll(() => fixture.done.map((came) => came.data)).toEqual(['WC-SKIP', 'WB-A-07-15-1'])
  })
})

describe('the thumb', () => {
  it('sends an action with the version that was seen, and answers the questions of a short pick', async () => {
    const screen = await hand(picks.item)
    fixture.answers = (came) => (came.action === 'short' || came.action === 'found' ? reply('pick', picks.short as PickView) : undefined)
    await screen.page.getByText('Не хватает').click()
    await at(screen, 2)
    await screen.page.getByLabel('больше').click()
    await at(screen, 3)
    await screen.page.getByText('Взято 1, дальше').click()
    await expect.poll(() => fixture.done.length).toBe(3)
    expect(fixture.done.map(({ action, args, version }) => ({ action, args, version }))).toEqual([
      { action: 'short', args: {}, version: 1 },
      { action: 'found', args: { found: '2', reason: 'empty' }, version: 2 },
      { action: 'confirm', args: { found: '1', reason: 'empty' }, version: 3 },
    ])
  })

  it('finds language, light and the way out under "more"', async () => {
    const screen = await hand(picks.item)
    await screen.page.getByText('Ещё').click()
    await shoot(screen.page, 'hh-more-ru-light')
    await screen.page.getByText('Укр').click()
    await says(screen, 'Скануйте товар')
    await screen.page.getByText('Вийти').click()
    await says(screen, 'Скануйте свій бейдж')
  })
})

describe('the way in', () => {
  it('asks for a badge, then for its PIN where it has one; a wrong one is said aloud', async () => {
    fixture = await Fixture.start(reply('menu', menu))
    fixture.loggedIn = false
    fixture.badge = (badge, pin) => (badge !== 'WU-1' ? 'no' : pin === '4711' ? 'in' : pin === '' ? 'pin' : 'no')
    const screen = await handheld(browser, fixture)
    open.push(screen)
    await says(screen, 'Сканируйте свой бейдж')
    await shoot(screen.page, 'hh-login-ru-light')
    await scan(screen.page, 'WU-2')
    await says(screen, 'Бейдж не опознан. Сканируйте ещё раз или позовите старшего смены')
    await sounded(screen.page, cues.wrong)
    await scan(screen.page, 'WU-1')
    await says(screen, 'Ваш PIN')
    for (const digit of '0000') await screen.page.locator('.hh-keypad button', { hasText: digit }).click()
    await screen.page.getByText('Войти').click()
    await says(screen, 'PIN не подошёл. Сканируйте бейдж ещё раз')
    await sounded(screen.page, cues.wrong)
    await scan(screen.page, 'WU-1')
    await says(screen, 'Ваш PIN')
    await shoot(screen.page, 'hh-pin-ru-light')
    for (const digit of '4711') await screen.page.locator('.hh-keypad button', { hasText: digit }).click()
    await screen.page.getByText('Войти').click()
    await says(screen, 'Приёмка')
    expect(fixture.done).toEqual([])
    fixture.answers = () => reply('pick', picks.tasks as PickView)
    await screen.page.getByText('Отбор').click()
    await says(screen, 'Ждут 3 заказа')
    expect(fixture.done.map((came) => came.data)).toEqual(['WC-PICK'])
  })

  it('asks for the badge when a scan finds nobody logged in, though the line stands; the scan waits for its person', async () => {
    const screen = await hand()
    fixture.loggedIn = false
    await scan(screen.page, 'A-1')
    await says(screen, 'Сканируйте свой бейдж')
    expect(fixture.done).toEqual([])
    await scan(screen.page, 'WU-1')
    await at(screen, 1)
    await expect.poll(() => fixture.done.map((came) => came.data)).toEqual(['A-1'])
  })
})

describe('a bench', () => {
  it('shows the same on both its screens, whichever scanned', async () => {
    const [left, right] = (await benches(2)) as [Screen, Screen]
    const order = ['wrong', 'units', 'closed', 'stop', 'tote'] as const
    fixture.answers = (came) => reply('pack', packs[came.data as (typeof order)[number]] as never, came.data === 'wrong' ? 'wrong' : 'ok')
    for (const [i, name] of order.entries()) {
      await scan((i % 2 ? left : right).page, name)
      await Promise.all([at(left, i + 2), at(right, i + 2)])
      expect(await drawn(left)).toBe(await drawn(right))
    }
    expect(fixture.done.length).toBe(order.length)
    expect([...left.heard, ...right.heard]).toEqual([])
  })

  it('has a key for each action that is offered, and none for others', async () => {
    const [screen] = (await benches(1)) as [Screen]
    for (const key of ['F2', 'F3', 'F4', 'F6', 'F8', 'F9']) await screen.page.keyboard.press(key)
    await expect.poll(() => fixture.done.length).toBe(4)
    expect(fixture.done.map((came) => came.action)).toEqual(['undo', 'short', 'parcel', 'aside'])
  })

  it('takes digits typed by hand for the weight, and a scan for a scan', async () => {
    const [screen] = (await benches(1)) as [Screen]
    await type(screen.page, '1.6')
    await says(screen, '1,600')
    await screen.page.keyboard.press('Enter')
    await scan(screen.page, '1600')
    await expect.poll(() => fixture.done.length).toBe(2)
    expect(fixture.done.map(({ action, args, data }) => ({ action, args, data }))).toEqual([
      { action: 'weight', args: { grams: '1600' }, data: undefined },
      { action: undefined, args: undefined, data: '1600' },
    ])
  })

  it('says which line is short by two digits', async () => {
    const [screen] = (await benches(1)) as [Screen]
    const asks = { ...packs.short, last: { packed: 1, need: 1, code: '4607034170424' } } as never // what went into the box before has no part in the question
    fixture.show(reply('pack', asks, 'attention', { code: 'pack.what_short' }))
    await at(screen, 2)
    expect(await screen.page.getByText('Чего нет в таре?').count()).toBe(1)
    expect(await screen.page.getByText('4607034170424').count()).toBe(0)
    await shoot(screen.page, 'pk-short-ru-light')
    await type(screen.page, '21')
    await screen.page.keyboard.press('Enter')
    await expect.poll(() => fixture.done.length).toBe(1)
    expect(fixture.done[0]).toMatchObject({ action: 'short', args: { item: 'TGA-450-GR', reason: 'empty' } })
  })

  it('takes no scan while the node is silent, says so, and is right again by itself', async () => {
    const [screen] = (await benches(1)) as [Screen]
    await screen.context.setOffline(true)
    fixture.drop()
    await says(screen, 'Узел не отвечает. Сканы не принимаются')
    await sounds(screen.page)
    await scan(screen.page, '4607034171186')
    await sounded(screen.page, cues.wrong)
    await shoot(screen.page, 'pk-lost-ru-light')
    fixture.show(reply('pack', packs.closed as never))
    await screen.context.setOffline(false)
    await at(screen, 2)
    await expect.poll(() => screen.page.locator('.pk-done').count()).toBe(1)
    expect(fixture.done).toEqual([])
  })

  it('repeats the alarm of a stop until the first scan that follows', async () => {
    const [screen] = (await benches(1)) as [Screen]
    await screen.page.clock.install()
    fixture.show(reply('pack', packs.stop as never, 'wrong'))
    await at(screen, 2)
    await sounded(screen.page, cues.wrong)
    await screen.page.clock.runFor(6000)
    await sounded(screen.page, [...cues.wrong, ...cues.wrong])
    fixture.answers = () => reply('pack', packs.stop as never)
    await scan(screen.page, '4607034170424')
    await at(screen, 3)
    await sounds(screen.page)
    await screen.page.clock.runFor(20_000)
    expect(await sounds(screen.page)).toEqual([])
  })
})
