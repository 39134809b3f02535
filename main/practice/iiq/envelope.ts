/** An answer before it is sent: 204 has no text. */
export interface Reply {
  status: number
  text: string
  headers?: Readonly<Record<string, string>>
}

/** A page's place in the whole list, as the answer states it. */
export interface Paging {
  totalRows: number
  pageSize: number
  pageIndex: number
}

/** One complaint about a field of a request. */
export interface FieldError {
  field: string
  message: string
}

/** The two shapes in which refused fields are told. */
export type ValidationShape = 'byField' | 'list'

/** Non-fatal `Errors` of a 2xx, told like the ones of a refusal. */
export type Warnings = readonly FieldError[]

/** A list answer; rows are given as their JSON texts, so that a page of a thousand costs a join. */
export function listReply(rowTexts: readonly string[], paging: Paging, warnings: Warnings = []): Reply {
  const pageCount = paging.pageSize === 0 ? 0 : Math.ceil(paging.totalRows / paging.pageSize)
  const tail = {
    ItemCount: rowTexts.length,
    Paging: {
      TotalRows: paging.totalRows,
      PageCount: pageCount,
      PageSize: paging.pageSize,
      PageIndex: paging.pageIndex,
    },
    ...successTail(200, warnings),
  }
  return { status: 200, text: `{"Items":[${rowTexts.join(',')}],${JSON.stringify(tail).slice(1)}` }
}

/** The answer to a single read. */
export function itemReply(itemText: string, warnings: Warnings = []): Reply {
  return { status: 200, text: `{"Item":${itemText},${JSON.stringify(successTail(200, warnings)).slice(1)}` }
}

/** The answer to a create: the new row and its id. */
export function createdReply(itemText: string, uid: string, warnings: Warnings = []): Reply {
  const tail = { Uid: uid, ...successTail(201, warnings) }
  return { status: 201, text: `{"Item":${itemText},${JSON.stringify(tail).slice(1)}` }
}

/** An error answer; `details` are further fields, such as `RetryAfter`. */
export function errorReply(status: number, message: string, details: Readonly<Record<string, unknown>> = {}): Reply {
  return { status, text: JSON.stringify({ StatusCode: status, Message: message, ...details }) }
}

/** A refusal of fields: by field always 400 unless a status is given, as a list 422. */
export function validationReply(
  errors: readonly FieldError[],
  shape: ValidationShape,
  correlationId: string,
  status?: number,
): Reply {
  if (shape === 'list') {
    const list = errors.map(error => ({ Field: error.field, Message: error.message }))
    return { status: status ?? 422, text: JSON.stringify({ Errors: list, CorrelationId: correlationId }) }
  }
  const byField: Record<string, string[]> = {}
  for (const error of errors) byField[error.field] = [...(byField[error.field] ?? []), error.message]
  return { status: status ?? 400, text: JSON.stringify({ Errors: byField }) }
}

/** HTTP 200 whose body carries a failure, with the empty list that a careless reader would take for the truth. */
export function failureInBodyReply(status: number, message: string): Reply {
  const body = {
    Items: [],
    ItemCount: 0,
    Paging: { TotalRows: 0, PageCount: 0, PageSize: 0, PageIndex: 0 },
    StatusCode: status,
    Message: message,
    Errors: [],
  }
  return { status: 200, text: JSON.stringify(body) }
}

function successTail(status: number, warnings: Warnings) {
  return {
    StatusCode: status,
    Message: null,
    Errors: warnings.map(warning => ({ Field: warning.field, Message: warning.message })),
  }
}
