import { useT } from '../../shared/locale'
import { type Stencil } from './draft'
import { Length } from './Length'

/** How large the label is. */
export function Media({ stencil, change }: { stencil: Stencil; change: (to: Stencil) => void }) {
  const t = useT()
  return (
    <fieldset className="lb-fields">
      <legend>{t('stencil.media')}</legend>
      <Length label={t('stencil.width')} value={stencil.width} put={(width) => change({ ...stencil, width })} />
      <Length label={t('stencil.height')} value={stencil.height} put={(height) => change({ ...stencil, height })} />
    </fieldset>
  )
}
