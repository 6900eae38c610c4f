// The edit screen: the editor in place of each text, and the draft that saves what is written.
import './search-result.js'
import './slug.js'
import { startDraft } from './draft/draft.js'
import { checks } from './editor/checks.js'
import { keyboard } from './editor/keyboard.js'
import { mountAll, texts } from './editor/mount.js'

const form = document.getElementById('entry')

if (form && !form.querySelector('fieldset.read-only')) {
  let changed = () => {}
  mountAll(form, () => changed())
  checks(texts)
  keyboard(form)
  changed = startDraft(form, texts)
}
