import { expect, it } from 'vitest'
import { facesFor, homeOf, placesFor, worksAt } from './faces'

const floor = ['self.edit', 'stock.read', 'catalog.read', 'place.read']

it.each([
  { who: 'a picker', rights: floor, works: ['carry', 'pick', 'putback'], home: undefined, faces: ['/pick'] },
  { who: 'a packer, who also hands parcels over', rights: floor, works: ['dispatch', 'pack'], home: undefined, faces: ['/pack', '/pick'] },
  { who: 'one who only packs', rights: floor, works: ['pack'], home: undefined, faces: ['/pack'] },
  { who: 'a manager', rights: [...floor, 'orders.read'], works: ['pack', 'pick'], home: '/orders', faces: ['/pick', '/pack'] },
  { who: 'somebody of the office without orders', rights: ['stock.read', 'settings.read'], works: [], home: '/stock', faces: [] },
  { who: 'somebody without a role', rights: ['self.edit'], works: [], home: undefined, faces: [] },
])('$who begins where their work is', ({ rights, works, home, faces }) => {
  expect(homeOf({ rights, works })).toBe(home)
  expect(facesFor(works).map(({ path }) => path)).toEqual(faces)
})

it('says of a face what this person does there', () => {
  const [bench, handheld] = facesFor(['dispatch', 'pack'])
  expect(bench && worksAt(bench, ['dispatch', 'pack'])).toEqual(['pack'])
  expect(handheld && worksAt(handheld, ['dispatch', 'pack'])).toEqual(['dispatch'])
})

it('offers no place that may not be read', () => {
  expect(placesFor(floor).map(({ path }) => path)).toEqual(['/stock', '/items', '/bins'])
})
