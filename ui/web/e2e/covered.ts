/**
 * What cannot be read on a handheld, though it was scrolled to its end: lines under the bars or
 * below the screen. Evaluated in the page, which it leaves as it was.
 */
export function covered(): string[] {
  const sheet = document.querySelector('.hh-sheet')
  const whole = sheet ?? document.querySelector('.hh-body')
  if (!whole) return []
  const bar = sheet ? innerHeight : (document.querySelector('.hh-waits, .hh-actions')?.getBoundingClientRect().top ?? innerHeight)
  const lines = [...whole.querySelectorAll('*')].filter((one) => {
    const drawn = one.getBoundingClientRect()
    return drawn.width > 0 && getComputedStyle(one).visibility !== 'hidden' && !one.parentElement?.closest('svg')
  })
  const found: string[] = []
  const say = (what: string, one: Element) => found.push(`${what}: ${one.tagName} ${one.className} ${one.textContent?.slice(0, 30)}`)
  whole.scrollTop = whole.scrollHeight
  for (const one of lines) if (one.getBoundingClientRect().bottom > bar + 1) say('under the bars', one)
  whole.scrollTop = 0
  const top = whole.getBoundingClientRect().top
  for (const one of lines) if (one.getBoundingClientRect().top < top - 1) say('above the top', one)
  for (const one of document.querySelectorAll('.hh-top, .hh-waits, .hh-actions')) {
    const { top, bottom } = one.getBoundingClientRect()
    if (top < -1 || bottom > innerHeight + 1) say('off the screen', one)
  }
  return found
}

/** Words of a button that are cut off, without as much as an ellipsis. Evaluated in the page. */
export function clipped(): string[] {
  const cut = (one: Element) => {
    const { overflowX, textOverflow, visibility } = getComputedStyle(one)
    return one.clientWidth > 0 && visibility !== 'hidden' && overflowX !== 'visible' && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1
  }
  return [...document.querySelectorAll('button, a[class*=Button], [role=button]')]
    .filter((button) => button.textContent?.trim() && button.getBoundingClientRect().width > 0)
    .filter((button) => [button, ...button.querySelectorAll('*')].some(cut))
    .map((button) => `${button.className.split(' ').pop()}: ${button.textContent?.slice(0, 40)}`)
}

/** Controls that a person at a desk cannot reach: out of the window or cut off by a box, which no bar scrolls to. And boxes that scroll sideways, but for tables and the bytes of a device. Evaluated in the page. */
export function outside(): string[] {
  const scrolls = (one: Element) => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
  const say = (what: string, one: Element) => `${what}: ${one.className || one.tagName} ${one.textContent?.slice(0, 40)}`
  const lost = [...document.querySelectorAll('button, a, input, select, textarea, [role=tab]')].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect()
    if (width === 0 || getComputedStyle(one).visibility === 'hidden') return false
    for (let box = one.parentElement; box && box !== document.body; box = box.parentElement) {
      if (scrolls(box)) return false
      const edge = box.getBoundingClientRect()
      if (getComputedStyle(box).overflowX !== 'visible' && edge.width > 1 && (right > edge.right + 1 || left < edge.left - 1)) return true
    }
    return right > innerWidth + 1 || left < -1
  })
  const sideways = [...document.querySelectorAll('*')].filter((box) => scrolls(box) && !box.querySelector('table, [role=tab]') && !box.matches('.dv-frames'))
  return [...lost.map((one) => say('out of reach', one)), ...sideways.map((box) => say('scrolls sideways', box))]
}

/** What a person at a desk sees in part only: a table that is wider than its box, the hint of an empty field, a key of the last line. Evaluated in the page, which it leaves as it was. */
export function cut(): string[] {
  const box = (one: Element | null): Element | null => (!one || getComputedStyle(one).overflowX !== 'visible' ? one : box(one.parentElement))
  const wide = [...document.querySelectorAll('table')].filter((table) => {
    const around = box(table.parentElement)
    return around && around.scrollWidth > around.clientWidth + 1
  })
  const hints = [...document.querySelectorAll('input')].filter((field) => {
    if (!field.placeholder || field.value || field.clientWidth === 0) return false
    field.value = field.placeholder // only a value is measured
    const over = field.scrollWidth > field.clientWidth
    field.value = ''
    return over
  })
  const line = document.querySelector('.of-keys')?.getBoundingClientRect()
  const keys = [...document.querySelectorAll('.of-keys :is(span, a)')].filter((key) => {
    const { top, bottom, height } = key.getBoundingClientRect()
    return line && top < line.bottom - 1 && (bottom > line.bottom + 1 || height > line.height)
  })
  return [
    ...wide.map((table) => `table ${table.getAttribute('aria-label')} ${table.scrollWidth}`),
    ...hints.map((field) => `hint ${field.placeholder}`),
    ...keys.map((key) => `key ${key.textContent}`),
  ]
}
