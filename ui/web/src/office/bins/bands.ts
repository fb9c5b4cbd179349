/** Colours of stickers, so that a picker tells one tote from the next. */
export const bands = ['#d98b1f', '#3f8f5a', '#6d747c', '#c9503c', '#3d6fb6', '#8a5a83'] as const
