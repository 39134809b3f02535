import { isAscii, isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type { RawRecord } from '../domain/system.ts'
import { JsonScan } from './json-scan.ts'

/**
 * A body cut into the envelope, parsed, and the records, untouched. `records` is null where the body has no list at the path. In `envelope` an empty list or null stands where
 * the records were cut out.
 */
export type Slices = { kind: 'slices'; envelope: unknown; records: RawRecord[] | null } | { kind: 'malformed' }

/**
 * Slices each element of the list at `path` out of a JSON body word for word, without parsing it; with `single` the one value that stands there. The whole body is checked for
 * being well-formed first, so that nothing of a cut or damaged page is ever used.
 */
export function sliceRecords(body: Buffer, path: readonly string[], shape: 'list' | 'single' = 'list'): Slices {
  if (!isUtf8(body)) return { kind: 'malformed' }
  const scan = new JsonScan(body, path)
  if (!scan.run()) return { kind: 'malformed' }
  const { start, end, bounds } = scan
  if (start < 0) return parseEnvelope(body.toString('utf8'), null)
  const isList = shape === 'list' && bounds !== null
  const cutOut = shape === 'list' && !isList ? body.toString('utf8', start, end) : isList ? '[]' : 'null'
  const envelope = body.toString('utf8', 0, start) + cutOut + body.toString('utf8', end)
  if (shape === 'list') return parseEnvelope(envelope, isList ? cutRecords(body, bounds) : null)
  return parseEnvelope(envelope, body.toString('latin1', start, end) === 'null' ? null : cutRecords(body, [start, end]))
}

function parseEnvelope(text: string, records: RawRecord[] | null): Slices {
  try {
    return { kind: 'slices', envelope: JSON.parse(text.replace(/^\uFEFF/, '')), records }
  } catch (error) {
    // The scan lets the words NaN and Infinity through for the sake of single rows; in the envelope they are as malformed as anything else.
    if (error instanceof SyntaxError) return { kind: 'malformed' }
    throw error
  }
}

/** `bounds` holds start and end of each record, one after the other. */
function cutRecords(body: Buffer, bounds: readonly number[]): RawRecord[] {
  const encoding = isAscii(body) ? 'latin1' : 'utf8'
  const records: RawRecord[] = []
  for (let index = 0; index + 1 < bounds.length; index += 2) {
    records.push(new RecordSlice(body.subarray(bounds[index], bounds[index + 1]), encoding))
  }
  return records
}

/** A record that still lies in its page's bytes. Its text is only made when asked for: an unchanged record is known by its hash alone. */
class RecordSlice implements RawRecord {
  readonly hash: Buffer
  private readonly bytes: Buffer
  private readonly encoding: 'latin1' | 'utf8'

  constructor(bytes: Buffer, encoding: 'latin1' | 'utf8') {
    this.bytes = bytes
    this.encoding = encoding
    // Asking for text ("binary" is Node's word for one character a byte) and making the buffer here takes a quarter of the time of asking for a buffer.
    this.hash = Buffer.from(hash('sha256', bytes, 'binary'), 'binary')
  }

  get raw(): string {
    return this.bytes.toString(this.encoding)
  }
}
