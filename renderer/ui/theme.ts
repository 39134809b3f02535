// renderer/ui holds what every tab is built of: table, filters, panel, badges, states, address. It knows no calls and no tab.
import { createTheme } from '@mantine/core'

/** The UI kit's defaults. Colours and sizes are variables in tokens.css; here is only what the kit decides in script. */
export const theme = createTheme({
  primaryColor: 'blue',
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400 } },
    // Locking the page's scroll would write a style element, which the window's policy forbids; the page itself never scrolls.
    Modal: { defaultProps: { lockScroll: false, centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
  },
})
