import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'

/** Catches a fault of the window itself, so that the rail and the other tabs stay usable. `where` changes with the tab and clears it. */
export class ErrorBoundary extends Component<{ where: string; children: ReactNode }, { failedAt: string | null }> {
  override state: { failedAt: string | null } = { failedAt: null }

  static getDerivedStateFromError(): { failedAt: string } {
    return { failedAt: 'unknown' }
  }

  override componentDidUpdate(previous: { where: string }): void {
    if (previous.where !== this.props.where && this.state.failedAt !== null) this.setState({ failedAt: null })
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children
    return (
      <div className="fb-state" role="alert">
        <h1>This page could not be drawn</h1>
        <p>
          The window has a fault of its own. The ledger and the runs are not touched by it. Try again; if it stays, send
          the log to whoever supports you.
        </p>
        <Button onClick={() => this.setState({ failedAt: null })}>Draw it again</Button>
      </div>
    )
  }
}
