import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { HostView } from '../../../contract/host-calls.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useReveal } from '../../api/files.ts'
import { hostQuery } from '../../api/host.ts'
import { useWhyNot } from '../../api/may.ts'
import { backupsQuery, useBackUp, useVerify } from '../../api/settings.ts'
import { bytesWords } from '../../format/bytes.ts'
import { countWords } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ToneShape } from '../../ui/icons.tsx'
import { notify } from '../../ui/notices.tsx'
import { Moment } from '../../ui/zone.tsx'
import { FormSection } from './form-page.tsx'
import { PracticeData } from './practice-data.tsx'
import { WithSettings } from './with-settings.tsx'

/** Backups listed at most; the folder has the others. */
const BACKUPS_SHOWN = 5

/** Where the data is, backups, and whether the books are whole. */
export function DataPage() {
  return <WithSettings title="Data">{settings => <DataContent settings={settings} />}</WithSettings>
}

function DataContent({ settings }: { settings: SettingsView }) {
  const host = useQuery(hostQuery).data
  return (
    <div className="fb-form">
      <h2>Data</h2>
      <FormSection title="Where it is">
        <Facts
          facts={[
            { label: 'Data folder', value: <span className="fb-path">{settings.dataFolder}</span> },
            { label: 'Ledger', value: settings.ledgerId },
          ]}
        />
        <p className="fb-soft">
          The ledger’s 8 characters stand in every id that leaves this house, so that what comes back finds its own fee.
        </p>
        <FolderButton host={host} what="data-folder" path={settings.dataFolder} />
      </FormSection>
      <Backups host={host} />
      <Verify />
      {host === undefined ? null : <PracticeData host={host} />}
    </div>
  )
}

/** Shows a folder in the file manager, or gives its path where there is none. */
function FolderButton({
  host,
  what,
  path,
}: {
  host: HostView | undefined
  what: 'data-folder' | 'backups'
  path: string
}) {
  const reveal = useReveal()
  if (host === undefined) return null
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(path)
      notify('good', 'The path is copied.')
    } catch (error) {
      // The browser may refuse the clipboard; the path can be marked by hand.
      if (!(error instanceof DOMException)) throw error
      notify('warn', 'The browser did not let the path be copied. Mark it and copy it by hand.')
    }
  }
  return (
    <div className="fb-buttons">
      {host.hasFiles ? (
        <Button variant="default" loading={reveal.isPending} onClick={() => reveal.mutate(what)}>
          Show in folder
        </Button>
      ) : (
        <Button variant="default" onClick={() => void copy()}>
          Copy the path
        </Button>
      )}
    </div>
  )
}

function Backups({ host }: { host: HostView | undefined }) {
  const backups = useQuery(backupsQuery)
  const backUp = useBackUp()
  const why = useWhyNot()('settings.change')
  const reveal = useReveal()
  const items = backups.data?.items ?? []
  return (
    <FormSection title="Backups">
      <p className="fb-soft">
        A backup is a checked copy of the ledger in the data folder. One is made before every new version of the ledger,
        and whenever you ask. Copy one to another disk now and then.
      </p>
      <div className="fb-buttons">
        <AllowedButton why={why} loading={backUp.isPending} onClick={() => backUp.mutate()}>
          Back up now
        </AllowedButton>
        {host?.hasFiles === true && items.length > 0 ? (
          <Button variant="default" loading={reveal.isPending} onClick={() => reveal.mutate('backups')}>
            Show backups in folder
          </Button>
        ) : null}
      </div>
      <p role="status" className="fb-form-verdict">
        {backUp.isPending ? 'Writing and checking the backup…' : ''}
        {backUp.data === undefined || backUp.isPending
          ? ''
          : `Backed up and checked: ${backUp.data.file} (${bytesWords(backUp.data.bytes)}).`}
      </p>
      {backUp.error === null ? null : (
        <p className="fb-form-trouble" role="alert">
          {sentenceOf(backUp.error)}
        </p>
      )}
      {backups.data === undefined ? null : items.length === 0 ? (
        <p className="fb-soft">There is no backup yet.</p>
      ) : (
        <ul className="fb-lines" aria-label="Last backups">
          {items.slice(0, BACKUPS_SHOWN).map(backup => (
            <li key={backup.file}>
              <Moment at={backup.at} />, {bytesWords(backup.bytes)}
              <div className="fb-path fb-soft">{backup.file}</div>
            </li>
          ))}
        </ul>
      )}
      {items.length > BACKUPS_SHOWN ? (
        <p className="fb-soft">{`And ${countWords(items.length - BACKUPS_SHOWN, 'older one')} in the same folder.`}</p>
      ) : null}
    </FormSection>
  )
}

function Verify() {
  const verify = useVerify()
  const report = verify.data
  return (
    <FormSection title="Check the ledger">
      <p className="fb-soft">
        Reads the whole file: that it is undamaged, that nobody changed it behind Feebridge’s back, and that every
        balance is the sum of its entries. Nothing is changed, and you can go on working.
      </p>
      <div>
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          Check the ledger
        </Button>
      </div>
      <div role="status">
        {verify.isPending ? <p>Reading the whole ledger…</p> : null}
        {report === undefined || verify.isPending ? null : (
          <p className={`fb-badge-plain ${report.ok ? 'fb-tone-good' : 'fb-tone-bad'}`}>
            <ToneShape tone={report.ok ? 'good' : 'bad'} />
            <span>
              {report.ok
                ? `All is well: ${countWords(report.fees, 'fee')}, ${countWords(report.entries, 'entry', 'entries')} and ${countWords(report.auditRows, 'audit line')} were read and add up.`
                : `${countWords(report.findings.length, 'finding')}. Stop using this ledger, keep the folder as it is, and send the findings to whoever supports you.`}
            </span>
          </p>
        )}
      </div>
      {report === undefined || report.ok || verify.isPending ? null : (
        <ul className="fb-reasons">
          {report.findings.map(finding => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
      {verify.error === null ? null : (
        <p className="fb-form-trouble" role="alert">
          {sentenceOf(verify.error)}
        </p>
      )}
      <p className="fb-form-note">
        Who did what and when is in the <a href={hashOf('export')}>audit trail, under Export</a>.
      </p>
    </FormSection>
  )
}
