import { Checkbox, TextInput } from '@mantine/core'
import { PERMISSION_WORDS, PERMISSIONS, type Permission } from '../../../contract/permissions.ts'
import type { RoleRow } from '../../../contract/rows/operator.ts'
import { useSetRole } from '../../api/operators.ts'
import { attempt } from '../../api/reference.ts'
import { countWords } from '../../format/count.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'
import { PERMISSION_GROUPS } from './permission-groups.ts'

/** Makes a role, or changes what one may do. The change holds at once for everybody who has it. */
export function RoleDialog({ role, onClose }: { role: RoleRow | null; onClose: () => void }) {
  const set = useSetRole()
  const form = useEntryForm(() => ({ name: role?.name ?? '', permissions: (role?.permissions ?? []).join(' ') }))
  const { value, errors } = form
  const given = new Set(value.permissions.split(' '))
  const permissions = PERMISSIONS.filter(one => given.has(one))
  const name = value.name.trim()
  const put = (permission: Permission, isOn: boolean) => {
    const next = isOn ? [...permissions, permission] : permissions.filter(one => one !== permission)
    form.set({ permissions: next.join(' ') })
  }
  const save = async () => {
    if (!form.passes(name === '' ? { name: 'Enter the name of the role.' } : {})) return false
    const request = role === null ? { name, permissions } : { id: role.id, name, permissions }
    const kept = await attempt(() => set.mutateAsync(request), form.refuse)
    if (kept) notify('good', `${role === null ? 'Added' : 'Saved'} the role ${name}.`)
    return kept
  }
  return (
    <FormDialog
      title={role === null ? 'Add a role' : `Edit the role ${role.name}`}
      words="Save"
      saving={set.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label="Name"
        required
        maxLength={100}
        autoComplete="off"
        value={value.name}
        error={errors.name}
        onChange={event => form.set({ name: event.currentTarget.value })}
      />
      {role !== null && role.operators > 0 ? (
        <p className="fb-soft fb-permissions-note">
          {countWords(role.operators, 'operator')} with this role: what is changed here holds for them at once.
        </p>
      ) : null}
      {PERMISSION_GROUPS.map(group => (
        <fieldset key={group.title} className="fb-where">
          <legend>{group.title}</legend>
          {group.permissions.map(permission => (
            <Checkbox
              key={permission}
              label={PERMISSION_WORDS[permission]}
              checked={given.has(permission)}
              onChange={event => put(permission, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      ))}
    </FormDialog>
  )
}
