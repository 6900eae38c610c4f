// Counts words and minutes while somebody types, as the server does.
const PER_MINUTE = 220
const plural = new Intl.PluralRules(document.documentElement.lang)
const number = new Intl.NumberFormat(document.documentElement.lang)

for (const line of document.querySelectorAll('[data-length-of]')) {
  const area = document.getElementById(line.dataset.lengthOf)
  const [words, minutes] = line.querySelectorAll('[data-one]')
  let timer
  area?.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const n = count(prose(area.value))
      say(words, n)
      say(minutes, Math.max(1, Math.ceil(n / PER_MINUTE)))
    }, 300)
  })
}

function say(element, n) {
  const text = plural.select(n) === 'one' ? element.dataset.one : element.dataset.other
  element.textContent = text.replace('#', number.format(n))
}

// Without directives and the addresses of links.
function prose(text) {
  return text.split('\n').filter((line) => !line.trimStart().startsWith('::')).join('\n').replace(/\]\([^)\n]*\)?/g, ' ')
}

// A word may hold apostrophes and hyphens; where words have no spaces between them, each character counts.
function count(text) {
  const alone = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu
  const characters = text.match(alone)?.length ?? 0
  return characters + (text.replace(alone, ' ').match(/[\p{L}\p{N}](?:[\p{L}\p{N}'’-])*/gu)?.length ?? 0)
}
