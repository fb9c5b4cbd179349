const barWidth = 3
const step = 4
const height = 20
const most = 9

/** The last hour as beats, thirty of two minutes each; a gap is red. */
export function Beats({ of }: { of: readonly number[] }) {
  const top = Math.max(most, ...of)
  return (
    <svg className="dv-beats" width={of.length * step} height={height} aria-hidden>
      {of.map((n, i) =>
        n < 0 ? (
          // oxlint-disable-next-line react/no-array-index-key -- a place in time
          <rect key={i} x={i * step} y="8" width={barWidth} height="4" className="gone" />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- a place in time
          <rect key={i} x={i * step} y={height - 1 - (n / top) * 17} width={barWidth} height={(n / top) * 17 + 1} />
        ),
      )}
    </svg>
  )
}
