import { FileUp } from 'lucide-react'
import { type DragEvent, useId, useState } from 'react'
import { useT } from '../../shared/locale'

/** A place to drop a table on, or to choose one with. */
export function FileField({ file, choose }: { file: File | undefined; choose: (file: File) => void }) {
  const t = useT()
  const id = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [dropped] = event.dataTransfer.files
    if (dropped) choose(dropped)
  }
  return (
    <div
      className={`im-drop ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.xlsx,.xlsm,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="visually-hidden"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? []
          if (chosen) choose(chosen)
        }}
      />
      <label htmlFor={id}>
        <FileUp size={20} aria-hidden />
        <b>{file?.name ?? t('imports.drop')}</b>
        <span>{t('imports.formats')}</span>
      </label>
    </div>
  )
}
