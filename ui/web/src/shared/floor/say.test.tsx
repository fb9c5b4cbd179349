import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Rich, tail, useSay } from './say'
import type { Message } from './views'

function Said({ by, message }: { by: 'say' | 'fault'; message: Message }) {
  return <p>{useSay()(by, message)}</p>
}

it("says a flow's answer, a fault, and a fault that a session answers with", () => {
  const said = (by: 'say' | 'fault', message: Message) => render(<Said by={by} message={message} />).container.textContent
  expect(said('say', { code: 'device.paper_low', args: { count: '40' } })).toBe('label roll runs out, ≈40 left')
  expect(said('fault', { code: 'ident.check_digit', args: { text: 'T1184' } })).toContain('T1184')
  expect(said('say', { code: 'ident.check_digit', args: { text: 'T1184' } })).toContain('T1184')
})

it('writes a day as people do, and leaves what else looks like one as it is', () => {
  const said = (message: Message) => render(<Said by="say" message={message} />).container.textContent
  expect(said({ code: 'receive.expired', args: { qty: '3', day: '2020-01-31' } })).toContain('31/01/2020')
  expect(said({ code: 'receive.unknown_code', args: { code: '2020-99-99' } })).toContain('2020-99-99')
})

it('draws marks in the place of their names', () => {
  const { container } = render(<Rich say="then.instead" args={{ qty: '2 pcs' }} marks={{ bin: <b>B-02</b> }} />)
  expect(container.innerHTML).toBe('2 pcs from <b>B-02</b>')
})

it('shows the end of a code, its control bytes seen', () => {
  expect(tail('4607034170424')).toBe('…170424')
  expect(tail('10A\u001dB')).toBe('10A·B')
})
