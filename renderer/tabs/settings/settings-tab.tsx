import './settings.css'
import { hashOf, useAddress } from '../../ui/address.ts'
import { PAGES, pageOf } from './settings-pages.ts'

/** Settings, a page each; the page is in the address, so that an error can lead to the one that mends it. */
export function SettingsTab() {
  const { params } = useAddress()
  const current = pageOf(params.page)
  const Content = current.content
  return (
    <div className="fb-settings">
      <header className="fb-head">
        <h1>Settings</h1>
      </header>
      <div className="fb-settings-body">
        <nav className="fb-settings-nav" aria-label="Settings">
          <ul>
            {PAGES.map(({ page, words }) => (
              <li key={page}>
                <a href={hashOf('settings', { page })} aria-current={page === current.page ? 'page' : undefined}>
                  {words}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="fb-settings-page">
          <Content key={current.page} />
        </div>
      </div>
    </div>
  )
}
