import { useEffect, useState } from 'react'

const minute = 60_000

/** Whole minutes left until a moment, counted down while it is looked at; never below zero. */
export function useLeft(at: string): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 4)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.floor((Date.parse(at) - now) / minute))
}
