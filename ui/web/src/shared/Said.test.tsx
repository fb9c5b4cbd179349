import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { speak } from './locale'
import { Said, useFault } from './Said'

it('draws each argument as what it is, and chooses the plural by the count', async () => {
  const short = { code: 'tape.short', args: { bin: { kind: 'bin', text: 'A-08-03-2' }, count: { kind: 'count', number: 2 }, other: { kind: 'bin', text: 'B-02-04-1' } } } as const
  const { container, rerender } = render(<Said of={short} />)
  expect(container.querySelectorAll('.plate')).toHaveLength(2)
  expect(container.textContent).toMatch(/was short of 2, taken from/)
  await speak('uk')
  const released = (number: number) => ({ code: 'tape.released', args: { wave: { kind: 'text', text: '96' }, count: { kind: 'count', number } } }) as const
  rerender(<Said of={released(76)} />)
  expect(container.textContent).toBe('Хвилю 96 випущено, 76 замовлень')
  rerender(<Said of={released(2)} />)
  expect(container.textContent).toBe('Хвилю 96 випущено, 2 замовлення')
  await speak('en')
})

it('never runs what a text holds: a name is a name', () => {
  const { container } = render(<Said of={{ code: 'tape.cancelled', args: { reason: { kind: 'text', text: '<img src=x onerror=alert(1)> {{reason}}' } } }} />)
  expect(container.querySelector('img')).toBeNull()
  expect(container.textContent).toBe('Cancelled: <img src=x onerror=alert(1)> {{reason}}')
})

it('says what a fault names by codes in words, in a list too', async () => {
  await speak('ru')
  const { container, rerender } = render(<Said of={{ code: 'fault.sheet.columns_missing', args: { columns: { kind: 'text', text: 'bin, qty' } } }} />)
  expect(container.textContent).toBe('В файле нет столбцов: ячейка, количество')
  rerender(<Said of={{ code: 'tape.cancelled', args: { reason: { kind: 'text', text: 'paper-out' } } }} />)
  expect(container.textContent).toContain('paper-out')
  await speak('en')
})

it('says a moment of a fault by day and clock', () => {
  const at = new Date(new Date().getFullYear(), 10, 23, 14, 5).toISOString()
  const args = { file: { kind: 'text', text: 'b.csv' }, name: { kind: 'text', text: 'Anna' }, moment: { kind: 'text', text: at } } as const
  const { container } = render(<Said of={{ code: 'fault.sheet.again', args }} />)
  expect(container.textContent).toMatch(/“b.csv”, Anna, .*23.*14:05\./)
})

it('says a fault with its right and its field by their names', () => {
  function Fault({ code, args }: { code: string; args: Record<string, string> }) {
    return <p>{useFault()(code, args)}</p>
  }
  const { container, rerender } = render(<Fault code="request.long" args={{ field: 'reason', most: '300', where: 'body.reason' }} />)
  expect(container.textContent).toBe('“Reason”: too long, 300 characters at most')
  rerender(<Fault code="request.unexpected" args={{ field: 'admin' }} />)
  expect(container.textContent).toBe('Not expected in the request: “admin”')
  rerender(<Fault code="staff.denied" args={{ right: 'pack.work' }} />)
  expect(container.textContent).toContain('packing')
})

it('says money of a fault as the language writes it', async () => {
  const said = (has: string) => ({ code: 'fault.till.cash_short', args: { has: { kind: 'text', text: has } } }) as const
  await speak('ru')
  const { container, rerender } = render(<Said of={said('0.00 RUB')} />)
  expect(container.textContent).toBe('В ящике только 0\u00a0₽')
  rerender(<Said of={said('-1234.50 RUB')} />)
  expect(container.textContent).toBe('В ящике только −1\u00a0234,50\u00a0₽')
  rerender(<Said of={said('0.00 RUB or so')} />)
  expect(container.textContent).toBe('В ящике только 0.00 RUB or so')
  await speak('en')
})
