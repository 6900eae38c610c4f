// The page on which the API is read and tried: starts Swagger UI, which the page loaded before this.
// It asks nothing of another site, and keeps no token: a page that is loaded anew has forgotten it.

const place = document.querySelector('#swagger-ui')
const dark = matchMedia('(prefers-color-scheme: dark)')
const theme = () => document.documentElement.classList.toggle('dark-mode', dark.matches)

dark.addEventListener('change', theme)
theme()

globalThis.SwaggerUIBundle({
  url: place.dataset.openapi,
  domNode: place,
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  filter: true,
  persistAuthorization: false,
  queryConfigEnabled: false,
  showCommonExtensions: true,
  tryItOutEnabled: true,
  validatorUrl: null,
})
