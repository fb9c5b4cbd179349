/** Drawings that stand for the photos of the story's goods; the tile is drawn by the screen. */
const drawings = {
  sneaker:
    '<path d="M14 60 L15 40 Q16 35 22 36 Q30 40 38 35 L60 49 Q80 52 83 61 L83 64 L14 64 Z" fill="currentColor"/><path d="M12 63 h72 q1 9-7 9 H19 q-7 0-7-9z" fill="#fff" stroke="rgb(0 0 0 / 22%)"/><path d="M39 41 l9-4 M45 45 l9-4 M51 49 l9-4" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/><path d="M16 52 q16 8 34 8" stroke="rgb(255 255 255 / 30%)" stroke-width="3" fill="none"/>',
  mug:
    '<path d="M32 26 h32 l-3 52 q-13 4-26 0z" fill="currentColor"/><rect x="29" y="17" width="38" height="11" rx="4" fill="#2b2926"/><path d="M33 46 h30 l-1 14 h-28z" fill="rgb(0 0 0 / 22%)"/><path d="M38 32 l2 42" stroke="rgb(255 255 255 / 30%)" stroke-width="4" stroke-linecap="round"/>',
  kettle:
    '<path d="M26 74 L31 36 Q48 26 62 36 L68 74 Z" fill="currentColor"/><path d="M62 40 L78 34 L66 54z" fill="currentColor"/><path d="M31 40 Q12 40 16 58 Q18 68 27 66" stroke="#2b2926" stroke-width="6" fill="none"/><rect x="40" y="22" width="14" height="9" rx="4" fill="#2b2926"/><rect x="24" y="73" width="46" height="6" rx="3" fill="#2b2926"/><path d="M37 44 l-3 24" stroke="rgb(255 255 255 / 30%)" stroke-width="5" stroke-linecap="round"/>',
  headphones:
    '<path d="M22 58 V50 a26 26 0 0 1 52 0 v8" stroke="currentColor" stroke-width="7" fill="none"/><rect x="15" y="52" width="17" height="26" rx="8" fill="currentColor"/><rect x="64" y="52" width="17" height="26" rx="8" fill="currentColor"/><rect x="27" y="54" width="6" height="22" rx="3" fill="#2b2926"/><rect x="63" y="54" width="6" height="22" rx="3" fill="#2b2926"/>',
  jacket:
    '<path d="M34 22 L18 32 L11 64 L23 67 L27 50 V78 H69 V50 L73 67 L85 64 L78 32 L62 22 Q48 32 34 22z" fill="currentColor"/><path d="M48 28 V78" stroke="#fff" stroke-width="2" stroke-dasharray="4 2"/><path d="M34 22 Q48 40 62 22 Q48 12 34 22z" fill="rgb(0 0 0 / 22%)"/><path d="M32 58 h9 M55 58 h9" stroke="rgb(255 255 255 / 30%)" stroke-width="3" stroke-linecap="round"/>',
  bottle:
    '<rect x="41" y="13" width="14" height="12" rx="2" fill="#e9e6df" stroke="rgb(0 0 0 / 22%)"/><path d="M36 30 q0-6 6-6 h12 q6 0 6 6 v46 q0 7-7 7 H43 q-7 0-7-7z" fill="currentColor"/><rect x="36" y="42" width="24" height="24" fill="#fff"/><path d="M48 61 q-8-7 0-15 q8 8 0 15z" fill="currentColor"/>',
  lamp:
    '<path d="M12 44 q36-22 72 0 v14 q-36-22-72 0z" fill="#2b2926"/><rect x="32" y="34" width="32" height="26" rx="8" fill="currentColor"/><circle cx="48" cy="47" r="9" fill="#fff4cf"/><path d="M40 66 l-5 13 h26 l-5-13z" fill="#fff4cf" opacity=".75"/>',
  bricks:
    '<path d="M35 80 L40 34 H56 L61 80z" fill="#fff" stroke="rgb(0 0 0 / 22%)"/><path d="M39 45 h18 l1 11 H38z M36 67 h24 l1 13 H35z" fill="currentColor"/><rect x="38" y="23" width="20" height="11" fill="#f2c14a"/><path d="M36 23 L48 12 L60 23z" fill="currentColor"/><path d="M58 25 L82 18 V38 L58 31z" fill="#f2c14a" opacity=".45"/>',
  blanket:
    '<rect x="16" y="30" width="64" height="15" rx="7" fill="currentColor"/><rect x="14" y="45" width="68" height="15" rx="7" fill="currentColor"/><rect x="16" y="60" width="64" height="15" rx="7" fill="currentColor"/><path d="M16 45 h64 M16 60 h64" stroke="rgb(0 0 0 / 22%)" stroke-width="2"/><path d="M30 30 v45 M38 30 v45 M62 30 v45" stroke="rgb(255 255 255 / 30%)" stroke-width="3"/>',
  coffee:
    '<path d="M30 22 h36 l5 56 q-23 6-46 0z" fill="currentColor"/><rect x="28" y="15" width="40" height="9" rx="2" fill="#2b2926"/><circle cx="48" cy="52" r="14" fill="#f4ead9"/><path d="M42 60 q-3-14 12-16 q2 15-12 16z M43 59 q4-8 10-14" fill="currentColor" stroke="#f4ead9" stroke-width="1.5"/>',
} as const

export type Picture = keyof typeof drawings

export function drawing(picture: Picture, hue: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" color="${hue}">${drawings[picture]}</svg>`
}
