import { useState } from 'react'
import type { ItemMark } from './marks'

/** The item's photo on its tile; without one, the first letters of its name. */
export function Photo({ item, size, className = '' }: { item: ItemMark; size?: number; className?: string }) {
  const box = size ? { width: size, height: size, fontSize: size * 0.38 } : undefined
  const [missing, setMissing] = useState('')
  if (!item.photo || item.photo === missing) {
    return (
      <span className={`photo monogram ${className}`} style={box} role="img" aria-label={item.name}>
        {monogram(item.name)}
      </span>
    )
  }
  return <img className={`photo ${className}`} style={box} src={item.photo} alt={item.name} loading="lazy" onError={() => setMissing(item.photo ?? '')} />
}

function monogram(name: string): string {
  return [...name.matchAll(/\p{L}+/gu)]
    .slice(0, 2)
    .map(([word]) => word.charAt(0).toUpperCase())
    .join('')
}
