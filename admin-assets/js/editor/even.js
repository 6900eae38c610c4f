// Tables whose rows are not of one length come from elsewhere. What a row lacks is added behind its cells, before the
// table's own plugin would put it before them and so move what a cell stands below.
import { TableMap } from '@tiptap/pm/tables'
import { Transform } from '@tiptap/pm/transform'

export function even(doc) {
  const ragged = []
  doc.descendants((node, pos) => {
    if (node.type.name !== 'table') return
    const { problems } = TableMap.get(node)
    if (problems?.some(({ type }) => type === 'missing')) ragged.push({ node, pos, problems })
  })
  if (ragged.length === 0) return doc
  const tr = new Transform(doc)
  // From the end, so that places before stay what they are.
  for (const { node, pos, problems } of ragged.reverse()) {
    const lacks = new Map(problems.filter(({ type }) => type === 'missing').map(({ row, n }) => [row, n]))
    let end = pos + node.nodeSize - 1
    for (let row = node.childCount - 1; row >= 0; row -= 1) {
      const child = node.child(row)
      const type = child.lastChild?.type ?? doc.type.schema.nodes.tableCell
      for (let n = lacks.get(row) ?? 0; n > 0; n -= 1) tr.insert(end - 1, type.createAndFill())
      end -= child.nodeSize
    }
  }
  return tr.doc
}
