import type { Random } from '../../main/practice/random.ts'
import type { ServerAnswer } from './practice-door.ts'

/** What happens to one request on its way. Absent: nothing of the kind. */
export interface WireFault {
  /** The connection is never made. */
  isRefused?: boolean
  /** It never arrives. */
  isLost?: boolean
  /** The connection is closed instead of an answer. */
  isCut?: boolean
  /** No answer ever comes; this end gives up by itself. */
  isSilent?: boolean
  /** How long it is on its way: it may arrive after this end has given up, but within the time limit of a whole call. */
  reachesInMs?: number
  answersInMs?: number
  /** Said by something in between; the request is not carried out. */
  instead?: ServerAnswer
  /** The answer as it arrives. */
  change?: (said: ServerAnswer) => ServerAnswer
  /** The answer breaks off, or stands still, in the middle. */
  cutsBody?: 'cut' | 'stall'
  /** The server forgets the filter by reference. */
  dropsReference?: boolean
}

export interface Fault {
  name: string
  /** How often it comes, among the others. */
  weight: number
  only?: 'look-up'
  make(random: Random): WireFault
}

const JSON_HEADERS = { 'content-type': 'application/json' }
const said = (status: number, body: object | string, headers: Record<string, string> = {}): ServerAnswer => ({
  status,
  headers: { ...JSON_HEADERS, ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
const PAGE = '<!doctype html><html><body>Please wait</body></html>'

const FAULTS: readonly Fault[] = [
  { name: 'refused', weight: 3, make: () => ({ isRefused: true }) },
  { name: 'cut before it arrived', weight: 4, make: () => ({ isLost: true, isCut: true }) },
  { name: 'cut after it was done', weight: 6, make: () => ({ isCut: true }) },
  { name: 'lost without a word', weight: 3, make: () => ({ isLost: true }) },
  { name: 'done without a word', weight: 4, make: () => ({ isSilent: true }) },
  {
    name: 'done after this end gave up',
    weight: 5,
    make: random => ({ reachesInMs: random.between(31_000, 115_000), isSilent: true }),
  },
  { name: 'slow', weight: 3, make: random => ({ answersInMs: random.between(4_000, 25_000) }) },
  {
    name: '429',
    weight: 4,
    make: random => {
      const seconds = random.between(1, 90)
      const body = { StatusCode: 429, Message: 'Too many requests.' }
      return {
        instead: random.chance(0.5)
          ? said(429, body, { 'retry-after': String(seconds) })
          : said(429, { ...body, RetryAfter: seconds }),
      }
    },
  },
  {
    name: '429 for a second',
    weight: 0,
    make: () => ({ instead: said(429, { StatusCode: 429, Message: 'Too many requests.', RetryAfter: 1 }) }),
  },
  { name: '408', weight: 1, make: () => ({ instead: said(408, { StatusCode: 408, Message: 'Time is up.' }) }) },
  { name: '503 before', weight: 3, make: () => ({ instead: said(503, { StatusCode: 503, Message: 'Not now.' }) }) },
  { name: '503 after', weight: 4, make: () => ({ change: () => said(503, { StatusCode: 503, Message: 'Oh.' }) }) },
  {
    name: 'a failure within 200',
    weight: 2,
    make: () => ({ change: () => said(200, { StatusCode: 500, Message: 'Oh.' }) }),
  },
  { name: 'a web page before', weight: 2, make: () => ({ instead: said(200, PAGE, { 'content-type': 'text/html' }) }) },
  {
    name: 'a web page after',
    weight: 2,
    make: () => ({ change: () => said(200, PAGE, { 'content-type': 'text/html' }) }),
  },
  {
    name: 'an answer that names nothing',
    weight: 2,
    make: () => ({ change: answer => (answer.status < 300 ? said(201, { StatusCode: 201 }) : answer) }),
  },
  { name: 'an answer cut in the middle', weight: 3, make: () => ({ cutsBody: 'cut' }) },
  { name: 'an answer that stands still', weight: 2, make: () => ({ cutsBody: 'stall' }) },
  { name: '401 once', weight: 1, make: () => ({ instead: said(401, { StatusCode: 401, Message: 'No.' }) }) },
  { name: 'the filter dropped', weight: 2, only: 'look-up', make: () => ({ dropsReference: true }) },
]

export function faultNamed(name: string): Fault {
  const found = FAULTS.find(one => one.name === name)
  if (found === undefined) throw new Error(`There is no fault "${name}".`)
  return found
}

export function pickFault(random: Random, kind: string): Fault {
  const fitting = FAULTS.filter(one => one.only === undefined || one.only === kind)
  let left = random.below(fitting.reduce((sum, one) => sum + one.weight, 0))
  for (const one of fitting) {
    if (left < one.weight) return one
    left -= one.weight
  }
  throw new Error('The weights do not add up.')
}
