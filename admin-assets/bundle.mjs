// Bundles css/ and js/ into the folder named on the command line: files with hashed names, each beside its
// br and gzip forms, and manifest.json, which says which file stands for which name.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { build } from 'esbuild'

const out = process.argv[2]
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

await build({
  entryPoints: ['css/admin.css', 'js/admin.js', 'js/editor.js', 'css/docs.css', 'js/docs.js', 'icons/favicon.svg'],
  entryNames: '[name]-[hash]',
  // What several scripts share is fetched and run once.
  splitting: true,
  chunkNames: 'chunk-[hash]',
  outdir: out,
  bundle: true,
  loader: { '.svg': 'copy' },
  minify: true,
  format: 'esm',
  // The first versions that know light-dark() and nesting: below them there is nothing to lower to.
  target: ['chrome123', 'firefox121', 'safari17.5'],
  logLevel: 'warning',
})

const manifest = {}
for (const file of readdirSync(out)) {
  const { name, ext } = parse(file)
  // Only scripts ask for chunks, by their whole name.
  manifest[name.startsWith('chunk-') ? file : name.slice(0, name.lastIndexOf('-')) + ext] = file
  const bytes = readFileSync(join(out, file))
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  writeFileSync(join(out, `${file}.br`), brotliCompressSync(bytes, { params }))
  writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }))
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest))
