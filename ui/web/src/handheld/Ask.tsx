import { Code } from '../shared/marks'
import { useT } from '../shared/locale'
import { told } from '../shared/floor/question'
import type { Question } from '../shared/floor/views'
import { Frame } from './Frame'
import { Choose } from './parts/Choose'

/** A code that the step could take for several things: nothing was done, and nothing is before a person says which. */
export function Ask({ question }: { question: Question }) {
  const t = useT()
  const more = told(t, question)
  return (
    <Frame title={t('ask.title')} waitsFor={t('ask.scan')} actions={question.actions ?? []}>
      <p className="hh-label">
        <Code>{question.code}</Code> {more}
      </p>
      <Choose choices={question.choices} />
    </Frame>
  )
}
