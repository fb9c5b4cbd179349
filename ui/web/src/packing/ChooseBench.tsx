import { useT } from '../shared/locale'
import { Code } from '../shared/marks'
import { useClient, useFloor } from '../shared/floor/Station'

/** No bench lends its printer and its place yet: each of the house with the code that is glued to it, to scan or to press. */
export function ChooseBench() {
  const t = useT()
  const client = useClient()
  const { state } = useFloor()
  const benches = state?.benches ?? []
  if (benches.length === 0) return <p>{t('pack.bench.none')}</p>
  return (
    <p className="pk-choose">
      {benches.map(({ code, name }) => (
        <button key={code} className="pk-offer" onClick={() => client.scan(code)}>
          {name} <Code>{code}</Code>
        </button>
      ))}
    </p>
  )
}
