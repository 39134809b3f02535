import type { ProcessMetric } from 'electron'
import { asElectron, strict } from './strict.ts'

/** The utility processes that live, by pid, with the names that the app gave them. */
export const utilityNames = new Map<number, string>()

/** The processes of the app, as `app.getAppMetrics` tells them: which they are, but not what they use. */
export function appProcesses(): ProcessMetric[] {
  const main = strict('processMetric', { pid: process.pid, type: 'Browser' })
  const utilities = [...utilityNames].map(([pid, name]) =>
    strict('processMetric', { pid, type: 'Utility', name, serviceName: 'node.mojom.NodeService' }),
  )
  return [main, ...utilities].map(each => asElectron<ProcessMetric>(each))
}
