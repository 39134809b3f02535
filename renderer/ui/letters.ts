import { useEffect, useRef, useState } from 'react'

const KEPT_UNDER = 'feebridge-letters'

/** Whether letters are shortcuts on this computer. On, until the person switches them off, as speech and shaky hands need. */
export function areLettersOn(): boolean {
  return window.localStorage.getItem(KEPT_UNDER) !== 'off'
}

export function useLetters(): [boolean, (on: boolean) => void] {
  const [letters, setLetters] = useState(areLettersOn)
  const keep = (on: boolean) => {
    window.localStorage.setItem(KEPT_UNDER, on ? 'on' : 'off')
    setLetters(on)
  }
  return [letters, keep]
}

/** True where letters are text or choose something: fields, menus, dialogs. */
export function isTyped(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="listbox"]') !==
      null
  )
}

/** The letter of a key that is pressed alone, in lower case; null for everything else, and while letters are switched off. */
export function letterOf(press: {
  key: string
  repeat: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}): string | null {
  if (press.repeat || press.ctrlKey || press.metaKey || press.altKey || !areLettersOn()) return null
  return press.key.length === 1 ? press.key.toLowerCase() : null
}

/** Hears a letter anywhere on the page but where it is typed. A list that has the focus hears it first, for its own row. */
export function useLetterKey(letter: string, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyped(event.target) || letterOf(event) !== letter) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [letter])
}
