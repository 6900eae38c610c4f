// Text that wants to be more than text. If any of it runs, it sets `window.hacked` and asks for an address that says so.

/** What each wants to run. */
const run = (n) => `window.hacked=${n};fetch('/hacked/${n}')`
const elsewhere = 'https://hacked.invalid'

const forms = [
  (go) => `<img src=x onerror="${go}">`,
  (go) => `<script>${go}</script>`,
  (go) => `"><script>${go}</script>`,
  (go) => `'><img src=x onerror=${go}>`,
  (go) => `</textarea><script>${go}</script>`,
  (go) => `</title></style></template><script>${go}</script>`,
  (go) => `--><img src=x onerror="${go}">`,
  (go) => `" autofocus onfocus="${go}" x="`,
  (go) => `' onmouseover='${go}' x='`,
  (go) => `<svg onload="${go}"></svg>`,
  (go) => `<svg><script>${go}</script></svg>`,
  (go) => `<svg><a xlink:href="javascript:${go}"><text y="20">x</text></a></svg>`,
  (go) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${go}&gt;">`,
  (go) => `<iframe srcdoc="<script>parent.eval(&quot;${go}&quot;)</script>"></iframe>`,
  (go) => `<iframe src="javascript:parent.eval('${go.replaceAll("'", '`')}')"></iframe>`,
  (go) => `<object data="data:text/html,<script>${go}</script>"></object><embed src="javascript:${go}">`,
  (go) => `<details open ontoggle="${go}"><summary>x</summary></details>`,
  (go) => `<input autofocus onfocus="${go}">`,
  (go) => `<video><source onerror="${go}"></video><audio src=x onerror="${go}">`,
  (go) => `<body onload="${go}"><marquee onstart="${go}">x</marquee>`,
  (go) => `<form action="javascript:${go}"><button>x</button></form>`,
  (go) => `<a href="javascript:${go}">x</a>`,
  (go) => `<a href="jav&#x09;ascript:${go}">x</a>`,
  (go) => `<a href="\u0001javascript:${go}">x</a>`,
  (go) => `[x](javascript:${go.replaceAll(/[()]/g, '')})`,
  (go) => `[x](<javascript:${go}>)`,
  (go) => `[x]: javascript:${go.replaceAll(' ', '')}\n\n[x]`,
  (go) => `<javascript:${go}>`,
  (go) => `[x](data:text/html;base64,${Buffer.from(`<script>${go}</script>`).toString('base64')})`,
  (go) => `![x](${elsewhere}/pixel.png "onerror=${go}")`,
  (go) => `<template><script>${go}</script></template>`,
  (go) => `<noscript><p title="</noscript><img src=x onerror=${go}>">`,
  (go) => `<style>@import '${elsewhere}/style.css'; * { background: url(${elsewhere}/x) }</style>`,
  () => `<link rel="stylesheet" href="${elsewhere}/style.css"><base href="${elsewhere}/">`,
  (go) => `<meta http-equiv="refresh" content="0;url=javascript:${go}">`,
  (go) => `&lt;script&gt;${go}&lt;/script&gt;&#60;img src=x onerror="${go}"&#62;`,
  (go) => `\\u003cscript\\u003e${go}\\u003c/script\\u003e`,
  (go) => `{{constructor.constructor("${go}")()}}\${${go}}`,
  (go) => `<x-x style="animation: x" onanimationstart="${go}" tabindex=0 onfocus="${go}" autofocus>x</x-x>`,
  (go) => `::cta{ref="\\"><script>${go}</script>"}`,
]

export const CORPUS = forms.map((form, index) => form(run(index + 1)))

/** All of it, as far as it fits. */
export const all = (most) => {
  let text = ''
  for (const one of CORPUS) if (text.length + one.length < most) text += `${one} `
  return text
}

/** As rich text that says it to the letter: Markdown with raw HTML in it is refused. */
const literally = (text) => text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&').replaceAll(/[\0-\x1f]+/g, ' ')
export const RICH = { markdown: CORPUS.map((text) => `${literally(text)}\n\n## ${literally(text)}\n\n\`\`\`\n${text}\n\`\`\``).join('\n\n') }

/** Ways to bring one into rich text; the first that is taken counts. */
export const bodies = (text) => [{ markdown: text }, { html: `<p>before</p>${text}<p>after</p>` }, { markdown: literally(text) }]

/** An entry of each kind with hostile text in every field that takes any. */
export const ENTRIES = {
  tags: { name: all(100), description: all(400) },
  categories: { name: all(100), description: all(400) },
  authors: { name: all(100), role: all(100), credentials: all(100), bio: RICH },
  ctas: { name: all(100), kind: 'banner', style: 'primary', label: all(80), heading: all(100), text: all(300), target: { type: 'url', url: '/visit' } },
  faqs: { question: all(200), answer: RICH, shortAnswer: all(250), owner: all(100) },
  articles: {
    title: all(200),
    standfirst: all(300),
    body: RICH,
    seo: { title: all(60), description: all(150) },
  },
}
