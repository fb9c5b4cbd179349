import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { RightsPick } from './RightsPick'

interface RoleDialogProps {
  /** The role that is changed; none makes a new one. */
  readonly of?: View<'Role'>
  readonly all: View<'RolesPage'>
  readonly close: () => void
  readonly done: () => void
}

const longest = 60

/** A role of the company's own: what it is called and what it allows. */
export function RoleDialog({ of: role, all, close, done }: RoleDialogProps) {
  const t = useT()
  const [version] = useState(role?.version) // as it was when this was opened: who changes it meanwhile is not overwritten
  const [name, setName] = useState(role?.name ?? '')
  const [rights, setRights] = useState<readonly string[]>(role?.rights ?? [])
  const [from, setFrom] = useState('')
  const settled = () => {
    done()
    close()
  }
  const edit = useCommand('staff.role.edit', settled)
  const archive = useCommand('staff.role.archive', settled)
  const copy = (id: string) => {
    setFrom(id)
    const model = all.roles.find((one) => one.id === id)
    setRights(all.mine.filter((right) => model?.rights.includes(right)))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    void edit.give({ ...(role && { role: role.id, version: version ?? 0 }), name, rights: [...rights] })
  }
  return (
    <FormDialog
      title={t(role ? 'people.roleEdit' : 'people.roleNew')}
      size="lg"
      close={close}
      send={send}
      button={t('act.save')}
      busy={edit.busy}
      disabled={rights.length === 0}
      before={
        <>
          {role && (
            <Button className="pe-apart" variant="default" loading={archive.busy} onClick={() => void archive.give({ role: role.id, version: version ?? 0 })}>
              {t('people.roleArchive')}
            </Button>
          )}
          <span className="soft pe-count">{t('people.rightsChosen', { count: rights.length })}</span>
        </>
      }
    >
      <div className={role ? undefined : 'pe-two'}>
        <TextInput
          label={t('people.roleName')}
          size="sm"
          required
          data-autofocus
          maxLength={longest}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {!role && (
          <NativeSelect
            label={t('people.roleCopy')}
            size="sm"
            data={[{ value: '', label: t('people.roleCopyNone') }, ...all.roles.filter(({ archived }) => !archived).map(({ id, name: label }) => ({ value: id, label }))]}
            value={from}
            onChange={(e) => copy(e.currentTarget.value)}
          />
        )}
      </div>
      <p>{t('people.roleSay')}</p>
      <RightsPick groups={all.groups} chosen={rights} change={setRights} mine={all.mine} />
    </FormDialog>
  )
}
