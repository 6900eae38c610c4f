// Shows moments in the reader's own zone, named; the server's text, in the site's, stays as the tooltip.
const styles = {
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit' },
}

// The page's language as the reader's country writes it: in London not as in New York.
const page = document.documentElement.lang
const language = navigator.languages.find((one) => one === page || one.startsWith(`${page}-`)) ?? page

const formats = Object.fromEntries(Object.entries(styles).map(([name, style]) => [name, new Intl.DateTimeFormat(language, { ...style, hourCycle: 'h23', timeZoneName: 'short' })]))

/** A moment as `style` (`moment`, `clock`) shows it. */
export const shown = (style, at) => formats[style].format(at)

export function localTimes(root) {
  for (const element of root.querySelectorAll('time[data-show]')) {
    const at = new Date(element.dateTime)
    if (!formats[element.dataset.show] || Number.isNaN(at.getTime())) continue
    element.title = element.textContent
    element.textContent = shown(element.dataset.show, at)
  }
}

localTimes(document)
