// The table of addresses, read as text: what there is to look at.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './server.js'

/** The patterns under /admin that answer GET, in the order of `src/paths.rs`. */
export async function pagesOfThePanel() {
  const source = await readFile(join(ROOT, 'src/paths.rs'), 'utf8')
  const patterns = new Map()
  for (const [, name, value] of source.matchAll(/pub const (\w+): &str =\s*"([^"]+)"/g)) patterns.set(name, value)
  const gets = [...source.matchAll(/\b(?:open|known|needs)\(\s*"GET",\s*(\w+)/g)].map(([, name]) => patterns.get(name))
  return [...new Set(gets)].filter((pattern) => pattern?.startsWith('/admin'))
}
