import type { Rack } from '../../shared/floor/views'

const width = 328
const cellHeight = 42
const gap = 5

/** The rack as it stands in front of the person: which level to look at, which cell to reach for. */
export function RackView({ rack }: { rack: Rack }) {
  const cellWidth = (width - 22) / rack.bays.length
  const bottom = rack.levels.length * (cellHeight + gap)
  return (
    <svg className="hh-rack" viewBox={`0 0 ${width} ${bottom + 26}`} aria-hidden>
      {rack.levels.map((level, n) => (
        <Level key={level} rack={rack} n={n} y={(rack.levels.length - 1 - n) * (cellHeight + gap)} cellWidth={cellWidth} />
      ))}
      {rack.bays.map((bay, i) => (
        <text
          key={bay}
          x={20 + i * cellWidth + (cellWidth - gap) / 2}
          y={bottom + 17}
          textAnchor="middle"
          className={i === rack.bay ? 'strong' : ''}
        >
          {bay}
        </text>
      ))}
    </svg>
  )
}

function Level({ rack, n, y, cellWidth }: { rack: Rack; n: number; y: number; cellWidth: number }) {
  return (
    <g>
      <text x="0" y={y + 26} className={n === rack.level ? 'strong' : ''}>
        {rack.levels[n]}
      </text>
      {rack.bays.map((bay, i) => (
        <rect
          key={bay}
          x={20 + i * cellWidth}
          y={y}
          width={cellWidth - gap}
          height={cellHeight}
          rx="3"
          className={i === rack.bay && n === rack.level ? 'target' : i === rack.bay || n === rack.level ? 'line' : ''}
        />
      ))}
      <path d={`M16 ${y + cellHeight + 2.5} H${width - 2}`} />
    </g>
  )
}
