import { expect, it } from 'vitest'
import type { Device } from '../shared/floor/views'
import { labelTask } from './labelTask'

const printer: Device = { kind: 'printer', state: 'wrong', message: { code: 'device.lost' } } as Device
const register: Device = { ...printer, kind: 'register' }

it.each([
  ['done', [printer], 'next'],
  ['done', [], 'next'],
  [undefined, [], 'next'],
  ['waiting', [printer], 'wait'],
  ['waiting', [], 'unbound'],
  ['waiting', [register], 'unbound'],
  ['unknown', [], 'check'],
] as const)('a label that is %s beside %j leaves to do: %s', (label, devices, task) => {
  expect(labelTask(label, devices)).toBe(task)
})
