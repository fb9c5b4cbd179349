import { NativeSelect } from '@mantine/core'
import { useT } from '../../shared/locale'
import { type Tax, taxesIn } from './taxes'

/** How somebody is taxed in a country. Nothing is chosen beforehand where there is a choice: every receipt says it. */
export function TaxSelect({ country, value, put }: { country: string; value: Tax | ''; put: (tax: Tax | '') => void }) {
  const t = useT()
  return (
    <NativeSelect
      label={t('layout.tax')}
      size="sm"
      required
      data={[...(value ? [] : [{ value: '', label: t('layout.taxChoose'), disabled: true }]), ...taxesIn(country).map((one) => ({ value: one, label: t(`tax.${one}`) }))]}
      value={value}
      onChange={(e) => put(e.currentTarget.value as Tax)}
    />
  )
}
