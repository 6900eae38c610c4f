// A field that refers to several entries: a box for each, ticked for those that it refers to.

// Ticks the box of a value; one that is not there yet is added by its title.
export function tick(boxes, value, title) {
  const known = [...boxes.querySelectorAll('input')].find((box) => box.value === value)
  if (known) {
    known.checked = true
    return known
  }
  const item = document.createElement('li')
  const label = document.createElement('label')
  label.className = 'box'
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.name = boxes.dataset.name
  box.value = value
  box.checked = true
  const words = document.createElement('span')
  words.dir = 'auto'
  words.textContent = title
  label.append(box, words)
  item.append(label)
  boxes.append(item)
  return box
}
