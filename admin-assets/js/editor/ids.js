// Every block has an id of its own, the same as long as it lives: a merge, a check and a link into the page find it by
// that. Ids that are made here are random, so that two people's new blocks never share one.
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `n${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')}`
}

export const blockIds = Extension.create({
  name: 'blockIds',
  addProseMirrorPlugins: () => [new Plugin({
    appendTransaction(transactions, _, state) {
      // What is stored has its ids.
      if (!transactions.some((tr) => tr.docChanged && !tr.getMeta('loaded'))) return null
      const seen = new Set()
      let tr = null
      state.doc.descendants((node, pos) => {
        const { id } = node.attrs
        // What stands in a line has none.
        const within = !node.isTextblock
        if (id === undefined) return within
        if (id !== '' && !seen.has(id)) {
          seen.add(id)
          return within
        }
        tr ??= state.tr
        // A copy of a heading has an address of its own too.
        if (id !== '' && node.attrs.anchor) tr.setNodeAttribute(pos, 'anchor', null)
        tr.setNodeAttribute(pos, 'id', freshId())
        return within
      })
      return tr
    },
  })],
})
