import { useT } from '../shared/locale'

/** The face's frame: its screens stand inside. */
export function Packing() {
  const t = useT()
  return (
    <main>
      <h1>{t('pack.title')}</h1>
    </main>
  )
}
