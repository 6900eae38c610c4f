// Keeps the picture of a search result, with its lengths, to what is typed.
const picture = document.querySelector('[data-search-result]')

if (picture) {
  const field = (name) => document.getElementById(`field-${name}`)?.value.trim() ?? ''
  const hint = picture.querySelector('[data-words]')
  const path = document.querySelector('.slug-path [data-pattern]')
  const url = picture.querySelector('.search-url bdi')
  const before = path && url ? url.textContent.slice(0, url.textContent.length - path.textContent.length) : ''
  const show = () => {
    const title = field('seo-title') || field('title')
    const text = field('seo-description') || field('standfirst')
    picture.querySelector('.search-title').textContent = title
    picture.querySelector('.search-text').textContent = text
    hint.textContent = hint.dataset.words.replace('#t', [...title].length).replace('#d', [...text].length)
    if (path && url) url.textContent = before + path.textContent
  }
  for (const name of ['seo-title', 'title', 'seo-description', 'standfirst']) {
    document.getElementById(`field-${name}`)?.addEventListener('input', show)
  }
  document.addEventListener('path', show)
}
