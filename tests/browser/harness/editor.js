// The editor of an article, as soon as it can be written in.

export const mounted = (page) => page.locator('.rich-text.mounted').waitFor()

export async function openArticle(page, { id }) {
  await page.goto(`/admin/articles/${id}`)
  await mounted(page)
}
