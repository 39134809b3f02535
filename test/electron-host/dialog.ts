import { rmSync } from 'node:fs'
import type {
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
  Shell,
} from 'electron'
import { control } from './control.ts'
import { strict } from './strict.ts'

/** Dialogs are recorded and answered at once, as control.ts says. A window before the options is whose dialog it is. */
export const dialog = strict('dialog', {
  async showOpenDialog(...args: object[]): Promise<OpenDialogReturnValue> {
    control.records.push({ kind: 'open-dialog', options: optionsOf(args) })
    return control.answers.open
  },
  async showSaveDialog(...args: object[]): Promise<SaveDialogReturnValue> {
    control.records.push({ kind: 'save-dialog', options: optionsOf(args) })
    return control.answers.save
  },
  async showMessageBox(...args: object[]): Promise<MessageBoxReturnValue> {
    const options = optionsOf(args) as MessageBoxOptions
    control.records.push({ kind: 'message-box', options })
    return { response: options.cancelId ?? 0, checkboxChecked: false, ...control.answers.message }
  },
  showErrorBox(title: string, content: string): void {
    control.records.push({ kind: 'error-box', title, content })
    process.stderr.write(`electron-host: error box "${title}": ${content}\n`)
  },
} satisfies Partial<Dialog>)

/** What leaves the app is recorded, and goes nowhere. */
export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    control.records.push({ kind: 'opened', what: 'external', target: url })
  },
  async openPath(path: string): Promise<string> {
    control.records.push({ kind: 'opened', what: 'path', target: path })
    return ''
  },
  showItemInFolder(path: string): void {
    control.records.push({ kind: 'opened', what: 'folder-of', target: path })
  },
  async trashItem(path: string): Promise<void> {
    control.records.push({ kind: 'opened', what: 'trash', target: path })
    rmSync(path, { recursive: true })
  },
  beep(): void {
    // Nobody hears it.
  },
} satisfies Partial<Shell>)

function optionsOf(args: object[]): object {
  return args.at(-1) ?? {}
}
