import { PackageOpen, ScanBarcode, type LucideIcon } from 'lucide-react'
import type { Key } from '../shared/locale'
import { type Place, places } from './places'

/** A face of the floor: a page of its own, with a scanner instead of a keyboard. */
export interface Face {
  readonly path: string
  readonly icon: LucideIcon
  readonly name: Key
  /** The work of the floor that is done there. */
  readonly works: readonly string[]
}

const faces: readonly Face[] = [
  { path: '/pick', icon: ScanBarcode, name: 'face.pick', works: ['pick', 'receive', 'putaway', 'carry', 'putback', 'dispatch'] },
  { path: '/pack', icon: PackageOpen, name: 'face.pack', works: ['pack'] },
]

/** The faces where a person has work who may do these, the one first where they do most of it. */
export function facesFor(works: readonly string[]): Face[] {
  const packs = works.includes('pack') && !works.includes('pick')
  const all = faces.filter((face) => worksAt(face, works).length > 0)
  return packs ? all.toReversed() : all
}

/** What of these works is done at a face, in its order. */
export function worksAt(face: Face, works: readonly string[]): string[] {
  return face.works.filter((work) => works.includes(work))
}

/** The places of the office that a person with these rights may read. */
export function placesFor(rights: readonly string[]): Place[] {
  return places.flat().filter(({ right }) => rights.includes(right))
}

/** Where the office begins for a person; undefined for one whose work is on the floor, or who has none yet. */
export function homeOf({ rights, works }: { rights: readonly string[]; works: readonly string[] }): string | undefined {
  const [first] = placesFor(rights)
  if (first?.path === '/orders' || facesFor(works).length === 0) return first?.path
  return undefined
}
