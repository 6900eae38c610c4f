// A frontend's typed code over the types that openapi-typescript makes of the document: it compiles under
// `tsc --strict` only where the document says what each block holds, and it runs against a real server.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.js'

type Block = components['schemas']['Block']
type Article = components['schemas']['Article']

/** What each block shows, in words; a type that is not named here does not compile. */
function words(block: Block): string {
  switch (block._type) {
    case 'block':
      return block.children.map((span) => span.text).join('')
    case 'callout':
      return block.content.map(words).join(' ')
    case 'table':
      return block.rows.flatMap((row) => row.cells).flatMap((cell) => cell.content).map(words).join(' ')
    case 'code':
      return block.code
    case 'embed':
      return block.url
    case 'divider':
      return '—'
    case 'cta':
      return block.cta.kind === 'newsletter' ? block.cta.form?.fields.map((field) => field.label).join() ?? '' : target(block.cta)
    case 'buttonRow':
      return block.items.map(target).join()
    case 'faqs':
      return block.items.map((faq) => `${faq.question} ${faq.answer?.html ?? ''}`).join(' ')
    default: {
      const never: never = block
      return never
    }
  }
}

function target({ target, label }: components['schemas']['CtaEmbedded']): string {
  if (target === null) return label ?? ''
  // Narrowed by `type`: an entry has a title, an address has none.
  return target.type === 'entry' ? target.entry.title : target.url
}

function isWhole(data: Article | components['schemas']['ArticleFields']): data is Article {
  return 'jsonLd' in data && 'body' in data
}

export interface Seen {
  title: string
  types: string[]
  text: string
  resolved: string
  listed: number
}

/** The acceptance page as a frontend would read it. */
export async function read(baseUrl: string, name: string): Promise<Seen> {
  const api = createClient<paths>({ baseUrl })
  const { data: answer, error } = await api.GET('/api/v1/articles/{name}', { params: { path: { name } } })
  if (error) throw new Error(error.detail ?? error.code)
  if (!isWhole(answer.data)) throw new Error('a part of an article')
  const { title, body } = answer.data
  const blocks = body?.blocks ?? []
  const resolved = await api.GET('/api/v1/resolve', { params: { query: { path: `/articles/${name}` } } })
  const found = resolved.data?.data
  // Narrowed by `type` and again by the document's own.
  const document = found?.type === 'document' && found.document.type === 'article' ? found.document.title : 'none'
  const list = await api.GET('/api/v1/articles', {
    params: { query: { limit: 3, sort: ['-publishedAt'], fields: ['title', 'slug'] } },
    // The document says commas, form without explode: a client without that default says so.
    querySerializer: { array: { style: 'form', explode: false } },
  })
  return {
    title,
    types: [...new Set(blocks.map((block) => block._type))],
    text: blocks.map(words).join('\n'),
    resolved: document,
    listed: list.data?.data.length ?? 0,
  }
}
