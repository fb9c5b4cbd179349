import { act, renderHook } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { ListUrl } from '../useListUrl'
import { useStockRows } from './Stock'

it('of an item in two bins the row that was opened is meant, and no row once another item is open', () => {
  const { result } = renderHook(() => {
    const [id, open] = useState<string>()
    const url = { id, open, close: () => open(undefined) } as unknown as ListUrl
    return { url, list: useStockRows(url, ['A1 lamp', 'B2 lamp', 'C3 mug'], (row) => row.slice(3)) }
  })
  expect(result.current.list.current).toBeUndefined()
  act(() => result.current.list.open('B2 lamp'))
  expect(result.current.url.id).toBe('lamp')
  expect(result.current.list.current).toBe('B2 lamp')
  act(() => result.current.url.open('mug'))
  expect(result.current.list.current).toBeUndefined()
})
