// Shows the path that an entry gets while its slug is typed, or while its title is and the slug is left to it.
const slug = document.getElementById('field-slug')
const path = document.querySelector('.slug-path [data-pattern]')
const title = document.querySelector('.title-field textarea')

if (slug && path) {
  const made = !document.querySelector('#entry [name="_base"]')
  const show = () => {
    const suggested = title ? fromTitle(title.value) : ''
    slug.placeholder = suggested
    path.textContent = path.dataset.pattern.replace('{slug}', slug.value.trim() || suggested || '…')
    document.dispatchEvent(new Event('path'))
  }
  slug.addEventListener('input', show)
  slug.addEventListener('change', show)
  if (made || slug.value === '') title?.addEventListener('input', show)
}

// About what the server makes of it: letters without their marks, words joined by hyphens.
export function fromTitle(text) {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '').toLowerCase()
  return plain.split(/[^a-z0-9]+/).filter(Boolean).join('-').slice(0, 120).replace(/-+$/, '')
}
