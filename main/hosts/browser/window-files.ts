import { readFile, realpath } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, resolve, sep } from 'node:path'
import { sendRefusal } from './answers.ts'

/** The kinds of file a built window consists of; anything else is not served. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Serves one file of the built window by its URL path. Whatever lies outside the folder, also by a link, is not found. */
export async function sendWindowFile(response: ServerResponse, rendererDir: string, urlPath: string): Promise<void> {
  const file = await readWithin(rendererDir, urlPath === '/' ? '/index.html' : urlPath)
  if (file === null) return sendRefusal(response, 404, 'There is no such page in Feebridge.')
  // Names under assets/ carry a hash of their content, so they never change.
  if (urlPath.startsWith('/assets/')) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.body.length }).end(file.body)
}

async function readWithin(rendererDir: string, urlPath: string): Promise<{ type: string; body: Buffer } | null> {
  const decoded = decodePath(urlPath)
  const type = decoded === null ? undefined : TYPES[extname(decoded)]
  if (decoded === null || type === undefined || decoded.includes('\0') || decoded.includes('\\')) return null
  try {
    const root = await realpath(rendererDir)
    const path = await realpath(resolve(root, `.${decoded}`))
    if (!path.startsWith(root + sep)) return null
    return { type, body: await readFile(path) }
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

function decodePath(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath)
  } catch (error) {
    // A broken percent-encoding names no file.
    if (error instanceof URIError) return null
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG'
}
