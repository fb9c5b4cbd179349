import { useT } from '../shared/locale'

const inside = { x: 76, y: 50, width: 268, height: 108 }

/** How full the box is by volume, drawn as the box; where the volume is not known, only what lies in it. */
export function BoxFill({ permille, units }: { permille: number; units: number }) {
  const t = useT()
  const known = permille >= 0
  const percent = Math.round(permille / 10)
  const height = known ? (Math.min(permille, 1000) / 1000) * inside.height : 0
  const said = known ? `${percent} %` : t('pack.units', { count: units })
  return (
    <svg className="pk-box" viewBox="0 0 420 170" role="img" aria-label={known ? t('pack.fill', { percent }) : said}>
      <path className="flap" d="M70 44 L20 16 L150 16 L176 44z M350 44 L400 16 L270 16 L244 44z" />
      <rect className="wall" x="70" y="44" width="280" height="118" rx="4" />
      {height > 0 && (
        <rect className={permille > 1000 ? 'in over' : 'in'} x={inside.x} y={inside.y + inside.height - height} width={inside.width} height={height} rx="3" />
      )}
      <text x="210" y="110" textAnchor="middle" className="pct">
        {said}
      </text>
    </svg>
  )
}
