import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Refused } from '../shared/api/client'
import { say, settled, tell, useNotes } from './notes'

it('a refusal stands once, and goes when its deed is done', () => {
  const { result } = renderHook(useNotes)
  const said = () => result.current.map(({ refused, done }) => `${refused?.code ?? done?.code} ${refused?.args.name ?? ''}`.trim())
  const refuse = (name: string, deed: string) => act(() => tell(new Refused(409, 'staff.left', { name }), deed))
  refuse('Anna', 'staff.edit')
  refuse('Anna', 'staff.edit')
  refuse('Ivan', 'staff.edit')
  expect(said()).toEqual(['staff.left Anna', 'staff.left Ivan'])
  act(() => say({ code: 'people.badgePrinted' }))
  act(() => settled('orders.edit'))
  expect(said()).toHaveLength(3)
  act(() => settled('staff.edit'))
  expect(said()).toEqual(['people.badgePrinted'])
})
