// Searches while typing: the list below the search is exchanged, the search itself and its focus stay.
import { localTimes } from './local-time.js'

const PAUSE = 150
const form = document.querySelector('form[data-live]')

if (form) {
  let timer
  let request

  const search = async () => {
    request?.abort()
    request = new AbortController()
    const fields = [...new FormData(form)].filter(([, value]) => value !== '')
    const url = new URL(form.action)
    url.search = new URLSearchParams(fields)
    try {
      const response = await fetch(url, { signal: request.signal })
      if (!response.ok || response.redirected) throw new Error(response.statusText)
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const [found, shown] = [page.getElementById('results'), document.getElementById('results')]
      if (!found || !shown) throw new Error('no results')
      shown.replaceWith(found)
      localTimes(found)
      const count = document.getElementById('count')
      count.textContent = page.getElementById('count').textContent
      history.replaceState(history.state, '', url)
      document.dispatchEvent(new CustomEvent('galley:results'))
    } catch (error) {
      // What cannot be shown here, a whole page can say: signed out, unavailable.
      if (error.name !== 'AbortError') form.submit()
    }
  }

  form.addEventListener('input', (event) => {
    clearTimeout(timer)
    if (event.target.type === 'search') timer = setTimeout(search, PAUSE)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
}
