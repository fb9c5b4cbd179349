/** For how long after a touch somebody is taken to be at the page, in milliseconds. */
const lingers = 60_000

let touched = Date.now() // whoever opened the page is there

for (const touch of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
  addEventListener(touch, () => (touched = Date.now()), { capture: true, passive: true })
}

/** Whether somebody is at this page: touched it within the last minute. */
export const attended = () => Date.now() - touched < lingers
