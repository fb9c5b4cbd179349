import { BatteryFull, BatteryLow, BatteryMedium } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from '../shared/locale'

interface BatteryManager extends EventTarget {
  readonly level: number
}
type WithBattery = Navigator & { getBattery?: () => Promise<BatteryManager> }

/** How full the terminal's battery is, where the browser tells; nothing where it does not. */
export function Battery() {
  const t = useT()
  const percent = useLevel()
  if (percent === undefined) return null
  const Icon = percent > 70 ? BatteryFull : percent > 25 ? BatteryMedium : BatteryLow
  return <Icon size={19} role="img" aria-label={t('floor.battery', { percent })} className={percent > 25 ? '' : 'hh-low'} />
}

function useLevel(): number | undefined {
  const [percent, setPercent] = useState<number>()
  useEffect(() => {
    let battery: BatteryManager | undefined
    let over = false
    const tell = () => setPercent(Math.round((battery?.level ?? 0) * 100))
    void (navigator as WithBattery).getBattery?.().then((found) => {
      if (over) return
      battery = found
      battery.addEventListener('levelchange', tell)
      tell()
    })
    return () => {
      over = true
      battery?.removeEventListener('levelchange', tell)
    }
  }, [])
  return percent
}
