import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { Quantity } from './EditLines'

it('a quantity that is emptied takes no goods off the order', () => {
  const put = vi.fn()
  function Line() {
    const [qty, setQty] = useState(2)
    put.mockImplementation(setQty)
    return <Quantity name="Lamp" min={0} value={qty} put={put} />
  }
  render(<Line />, { wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider> })
  const field = screen.getByLabelText<HTMLInputElement>('Lamp')
  fireEvent.change(field, { target: { value: '' } })
  expect(field.value).toBe('')
  expect(field.validity.valid).toBe(false)
  fireEvent.blur(field)
  expect(field.value).toBe('2')
  expect(put).not.toHaveBeenCalled()
  fireEvent.change(field, { target: { value: '3' } })
  expect(put).toHaveBeenCalledWith(3)
  expect(field.value).toBe('3')
})
