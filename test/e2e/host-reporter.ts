import type { FullConfig, Reporter, TestCase } from '@playwright/test/reporter'
import { chooseElectron, sayElectron } from './host-kind.ts'

/** Says which host the specs run on: what is expected at the start, and at the end what each test says it ran on. */
class HostReporter implements Reporter {
  readonly #testsByHost = new Map<string, number>()

  onBegin(config: FullConfig): void {
    const names = config.projects.map(project => project.name)
    const hosts = names.map(name => (name === 'desktop' ? `desktop: ${sayElectron(chooseElectron())}` : name))
    process.stdout.write(`Hosts: ${hosts.join(', ')}\n`)
  }

  onTestEnd(test: TestCase): void {
    const host = test.annotations.find(annotation => annotation.type === 'host')?.description
    if (host !== undefined) this.#testsByHost.set(host, (this.#testsByHost.get(host) ?? 0) + 1)
  }

  onEnd(): void {
    const counts = [...this.#testsByHost].map(([host, tests]) => `${host} (${tests} tests)`)
    process.stdout.write(`Ran on: ${counts.length === 0 ? 'nothing' : counts.join(', ')}\n`)
  }

  printsToStdio(): boolean {
    return false
  }
}

export { HostReporter as default }
