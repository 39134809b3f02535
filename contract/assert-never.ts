/** Makes a `switch` over a union fail to compile when a member is missing, and fail loudly if one slips through at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
