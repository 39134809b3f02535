import { expect, test } from 'vitest'
import { openBrowser } from '../../../../main/hosts/terminal/open-browser.ts'

test('opens no browser when told not to, or where there is no display', () => {
  expect(openBrowser('http://127.0.0.1:1/', { FEEBRIDGE_NO_BROWSER: '1', DISPLAY: ':0' }, 'linux')).toContain(
    'FEEBRIDGE_NO_BROWSER',
  )
  expect(openBrowser('http://127.0.0.1:1/', {}, 'linux')).toContain('no display')
})
