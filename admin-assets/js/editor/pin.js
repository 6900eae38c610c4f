// Puts an element where it is computed to be, by a rule of a sheet of our own: no element carries a style of its own, so
// that one that does is somebody else's.
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
const rules = new Map()
let last = 0

export function pin(element, styles) {
  element.id ||= `pinned-${++last}`
  let rule = rules.get(element.id)
  if (!rule) {
    const at = sheet.insertRule(`#${element.id} {}`, sheet.cssRules.length)
    rule = sheet.cssRules[at]
    rules.set(element.id, rule)
  }
  for (const [name, value] of Object.entries(styles)) {
    if (rule.style.getPropertyValue(name) !== value) rule.style.setProperty(name, value)
  }
}
