import { useEffect, useRef } from 'react'

/** Moves the focus to the page when another tab opens, so that keyboard and screen reader go on there; not at the start, and not away from a page's own choice. */
export function useTabFocus(tab: string): void {
  const last = useRef(tab)
  useEffect(() => {
    if (last.current === tab) return
    last.current = tab
    const page = document.getElementById('page')
    if (page !== null && !page.contains(document.activeElement)) page.focus({ preventScroll: true })
  }, [tab])
}
