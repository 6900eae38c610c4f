// Counts words and minutes while somebody writes, as the server does.
const PER_MINUTE = 220
const WAIT = 400
const plural = new Intl.PluralRules(document.documentElement.lang)
const number = new Intl.NumberFormat(document.documentElement.lang)

export function length(host, editor) {
  const line = host.querySelector('[data-length-of]')
  if (!line) return
  const [words, minutes] = line.querySelectorAll('[data-one]')
  let timer
  const show = () => {
    const n = countIn(editor.state.doc)
    tell(words, n)
    tell(minutes, Math.max(1, Math.ceil(n / PER_MINUTE)))
  }
  editor.on('update', () => {
    clearTimeout(timer)
    timer = setTimeout(show, WAIT)
  })
}

function tell(element, n) {
  const text = plural.select(n) === 'one' ? element.dataset.one : element.dataset.other
  element.textContent = text.replace('#', number.format(n))
}

// The words of a document; each block is counted once, as long as it stands.
const counted = new WeakMap()

export function countIn(doc) {
  let sum = 0
  doc.forEach((block) => {
    if (!counted.has(block)) counted.set(block, count(block.textBetween(0, block.content.size, '\n', ' ')))
    sum += counted.get(block)
  })
  return sum
}

// A word may hold apostrophes and hyphens; where words have no spaces between them, each character counts.
function count(text) {
  const alone = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu
  const characters = text.match(alone)?.length ?? 0
  return characters + (text.replace(alone, ' ').match(/[\p{L}\p{N}](?:[\p{L}\p{N}'’-])*/gu)?.length ?? 0)
}
