// What is being written within the text and saved on its own: a question, before the text that shows it goes anywhere.
const open = new Set()

// `save` is called before the page goes on; answers a function that says that it is over.
export function pending(save) {
  open.add(save)
  return () => open.delete(save)
}

export const settled = () => Promise.all([...open].map((save) => save()))
