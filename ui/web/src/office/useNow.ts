import { useEffect, useState } from 'react'

/** The clock of the screen, moved every so often. */
export function useNow(everyMS: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMS)
    return () => clearInterval(timer)
  }, [everyMS])
  return now
}
