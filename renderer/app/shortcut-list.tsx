import { Modal, Switch } from '@mantine/core'
import { Fragment } from 'react'
import { SHORTCUTS, type Shortcut } from '../../contract/shortcuts.ts'
import { hashOf } from '../ui/address.ts'
import { TAB_LETTERS } from './letter-keys.ts'
import { ROUTES } from './routes.ts'

/** Keys that are heard only while letters are shortcuts. */
const LETTERS: ReadonlySet<string> = new Set(['?', '/', '0–9', 'P', 'R'])

interface ShortcutListProps {
  opened: boolean
  onClose: () => void
  /** True where there is a menu bar, whose keys are told too. */
  hasMenu: boolean
  mac: boolean
  letters: boolean
  onLetters: (on: boolean) => void
}

/** Every key, in groups; and the switch that letters have, for whoever speaks to the computer or presses keys by accident. */
export function ShortcutList({ opened, onClose, hasMenu, mac, letters, onLetters }: ShortcutListProps) {
  const isHeard = ({ by, act, keys }: Shortcut) =>
    LETTERS.has(keys) ? letters : hasMenu || by === 'window' || act === 'run-now' || act === 'test-run'
  const groups = SHORTCUTS.map(({ group, shortcuts }) => ({
    group,
    // What opens a tab has a group of its own, with its letter beside it.
    shortcuts: shortcuts.filter(each => each.hash === undefined && isHeard(each)),
  }))
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <Switch
        label="Letters are shortcuts (G and a letter, P, R, digits, /, ?)"
        checked={letters}
        onChange={event => onLetters(event.currentTarget.checked)}
      />
      <div className="fb-shortcuts">
        {letters || hasMenu ? <Tabs letters={letters} hasMenu={hasMenu} mac={mac} /> : null}
        {groups
          .filter(each => each.shortcuts.length > 0)
          .map(({ group, shortcuts }) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {shortcuts.map(({ keys, words }) => (
                  <Line key={keys} words={words} ways={[keyNames(keys, mac)]} />
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Modal>
  )
}

/** The keys that open a tab: G and its letter, one after the other, and those of the menu bar. */
function Tabs({ letters, hasMenu, mac }: Pick<ShortcutListProps, 'letters' | 'hasMenu' | 'mac'>) {
  const inMenu = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts)
  const waysTo = (tab: string): string[][] => {
    const letter = TAB_LETTERS[tab]
    const menu = inMenu.find(({ hash }) => hash === hashOf(tab))
    return [
      ...(letters && letter !== undefined ? [['G', letter.toUpperCase()]] : []),
      ...(hasMenu && menu !== undefined ? [keyNames(menu.keys, mac)] : []),
    ]
  }
  return (
    <section>
      <h3>{letters ? 'Go to, G and then the letter' : 'Go to'}</h3>
      <dl>
        {ROUTES.map(({ tab, words }) => {
          const ways = waysTo(tab)
          return ways.length === 0 ? null : <Line key={tab} words={words} ways={ways} />
        })}
      </dl>
    </section>
  )
}

/** One thing to do, and each way to it. */
function Line({ words, ways }: { words: string; ways: readonly (readonly string[])[] }) {
  return (
    <div className="fb-shortcut">
      <dt>{words}</dt>
      <dd>
        {ways.map((keys, index) => (
          <Fragment key={keys.join(' ')}>
            {index === 0 ? '' : ' or '}
            {keys.map((key, place) => (
              <Fragment key={key}>
                {place === 0 ? '' : ' '}
                <kbd>{key}</kbd>
              </Fragment>
            ))}
          </Fragment>
        ))}
      </dd>
    </div>
  )
}

/** The names on the keys: `Ctrl`, `Shift`, `E`. */
function keyNames(keys: string, mac: boolean): string[] {
  const names: Record<string, string> = { CmdOrCtrl: mac ? '⌘' : 'Ctrl', Up: '↑', Down: '↓', Escape: 'Esc' }
  return keys.split('+').map(key => names[key] ?? key)
}
