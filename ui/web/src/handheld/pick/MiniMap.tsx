import { useT } from '../../shared/locale'
import type { PickView } from '../../shared/floor/views'

type Aisle = NonNullable<NonNullable<PickView['tour']>['aisles']>[number]

const top = 22
const bottom = 154
const width = 328

const y = (along: number) => bottom - (along / 1000) * (bottom - top - 12) - 6

/** Aisles from above. The way walked is solid, the way ahead is dotted, the person is the dot. */
export function MiniMap({ aisles, bench }: { aisles: readonly Aisle[]; bench?: string | undefined }) {
  const t = useT()
  const pitch = Math.min(64, (width - 8) / aisles.length)
  const x = (i: number) => 8 + pitch * (i + 0.5)
  const walkedTo = aisles.reduce((last, aisle, i) => (aisle.walked?.length ? i : last), -1)
  const here = walkedTo < 0 ? undefined : { x: x(walkedTo), y: y(aisles[walkedTo]?.walked?.at(-1) ?? 0) }
  return (
    <svg className="hh-map" viewBox={`0 0 ${width} 196`} role="img" aria-label={t('pick.tour.map')}>
      {aisles.map((aisle, i) => (
        <g key={aisle.name}>
          <rect x={x(i) - pitch * 0.41} y={top} width={pitch * 0.28} height={bottom - top} rx="3" />
          <rect x={x(i) + pitch * 0.13} y={top} width={pitch * 0.28} height={bottom - top} rx="3" />
          <text x={x(i)} y="14" textAnchor="middle">
            {aisle.name}
          </text>
        </g>
      ))}
      <path className="ahead" d={line(aisles, 'ahead', x)} />
      <path className="walked" d={line(aisles, 'walked', x)} />
      {aisles.flatMap((aisle, i) => [
        ...(aisle.walked ?? []).map((along) => <circle key={`w${aisle.name}${along}`} cx={x(i)} cy={y(along)} r="4.5" className="was" />),
        ...(aisle.ahead ?? []).map((along) => <circle key={`a${aisle.name}${along}`} cx={x(i)} cy={y(along)} r="4.5" className="will" />),
      ])}
      {here && (
        <>
          <circle cx={here.x} cy={here.y} r="13" className="halo" />
          <circle cx={here.x} cy={here.y} r="7" className="me" />
        </>
      )}
      {bench && (
        <g className="bench">
          <rect x="8" y="174" width={bench.length * 7.6 + 14} height="18" rx="4" />
          <text x={15 + bench.length * 3.8} y="187" textAnchor="middle">
            {bench}
          </text>
        </g>
      )}
    </svg>
  )
}

/** Into each aisle up to its farthest stop and back to the cross aisle, on to the next. */
function line(aisles: readonly Aisle[], part: 'walked' | 'ahead', x: (i: number) => number): string {
  const cross = 164
  const visits = aisles.flatMap((aisle, i) => (aisle[part]?.length ? [{ x: x(i), y: y(Math.max(...(aisle[part] ?? []))) }] : []))
  return visits.map((visit, i) => `${i === 0 ? 'M' : 'L'}${visit.x} ${cross} V${visit.y} V${cross}`).join(' ')
}
