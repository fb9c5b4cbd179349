import { useT } from '../shared/locale'

/** The face's frame: its screens stand inside. */
export function Handheld() {
  const t = useT()
  return (
    <main>
      <h1>{t('pick.title')}</h1>
    </main>
  )
}
