import { createContext } from 'react'

/** What the frame can do about who is at the window. */
export const LockContext = createContext<{ lock: () => void }>({ lock: () => undefined })
