// renderer/api is the window's only way to the engine: the bridge, one file of queries and actions a tab, and live invalidation. No components, no words.
import type { Reply } from '../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { WindowEvent } from '../../contract/events.ts'
import type { HostCallName, HostRequest, HostValue } from '../../contract/host-calls.ts'
import { CallError } from './call-error.ts'

/** What the preload script gives in the desktop app. */
interface DesktopBridge {
  call(name: CallName | HostCallName, request: unknown): Promise<Reply<unknown>>
  on(listener: (event: WindowEvent) => void): () => void
}

declare global {
  interface Window {
    readonly feebridge?: DesktopBridge
  }
}

const GONE: Reply<never> = {
  ok: false,
  error: {
    code: 'closed',
    message:
      'Feebridge does not answer. It may be starting again, or it was stopped. Start it again if it stays away; nothing is lost.',
  },
}

/** Asks the engine. Throws a {@link CallError} when the reply is a refusal. */
export async function call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallValue<Name>> {
  // The contract ties the reply's type to the call's name; both ends are compiled against it.
  return (await answerTo(name, request)) as CallValue<Name>
}

/** Asks the host itself: files, preferences, which ledger is open, the practice district. Throws like {@link call}. */
export async function askHost<Name extends HostCallName>(
  name: Name,
  request: HostRequest<Name>,
): Promise<HostValue<Name>> {
  return (await answerTo(name, request)) as HostValue<Name>
}

async function answerTo(name: CallName | HostCallName, request: unknown): Promise<unknown> {
  const reply = await (window.feebridge ? window.feebridge.call(name, request) : post(name, request))
  if (!reply.ok) throw new CallError(reply.error)
  return reply.value
}

/** Hears the engine. `onConnection` tells when the line breaks and when it is whole again. */
export function listen(onEvent: (event: WindowEvent) => void, onConnection: (connected: boolean) => void): () => void {
  if (window.feebridge) return window.feebridge.on(onEvent)
  return listenToStream(onEvent, onConnection)
}

function post(name: CallName | HostCallName, request: unknown): Promise<Reply<unknown>> {
  return answerOf(
    fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    }),
  )
}

async function answerOf(asked: Promise<Response>): Promise<Reply<unknown>> {
  try {
    const response = await asked
    return (await response.json()) as Reply<unknown>
  } catch (error) {
    // No connection (TypeError), a body cut short (SyntaxError) or an abort: the host is not there.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException) return GONE
    throw error
  }
}

function listenToStream(onEvent: (event: WindowEvent) => void, onConnection: (connected: boolean) => void): () => void {
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource('/events')
    source.onopen = () => onConnection(true)
    source.onmessage = message => onEvent(JSON.parse(message.data) as WindowEvent)
    source.onerror = () => {
      onConnection(false)
      // The browser reconnects by itself after a cut, but not after a refusal.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, 3_000)
    }
  }
  open()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}
