import type { Handlers } from './handlers.ts'

/** Re-Build Payment Data: how it stands, begin, stop. */
export const rebuildHandlers: Handlers<'rebuild.read' | 'rebuild.start' | 'rebuild.cancel'> = {
  'rebuild.read': core => core.rebuild.read(),
  'rebuild.start': (core, _request, caller) => core.rebuild.start(caller.operator),
  'rebuild.cancel': core => core.rebuild.cancel(),
}
