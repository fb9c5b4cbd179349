import { expect, it } from 'vitest'
import { shown } from './badge'

it.each(['W0040', 'w0040', 'Ц0040', 'ц84000171'])('hides the badge %s, whatever the keyboard made of it', (code) => {
  expect(shown(code)).toBe('W•••')
})

it.each(['B1184', '4607034170424', 'W12', 'W0040x', 'Цена 100'])('shows %s', (code) => {
  expect(shown(code)).toBe(code)
})
