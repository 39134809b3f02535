import { useState } from 'react'

const KEPT_UNDER = 'feebridge-letters'

/** Whether letters are shortcuts on this computer. On, until the person switches them off. */
export function useLetters(): [boolean, (on: boolean) => void] {
  const [letters, setLetters] = useState(() => window.localStorage.getItem(KEPT_UNDER) !== 'off')
  const keep = (on: boolean) => {
    window.localStorage.setItem(KEPT_UNDER, on ? 'on' : 'off')
    setLetters(on)
  }
  return [letters, keep]
}
