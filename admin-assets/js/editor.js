// The edit screen: the editor in place of each text, and the draft that saves what is written.
import './search-result.js'
import './slug.js'
import { checks } from './editor/checks.js'
import { startDraft } from './draft/draft.js'
import { mountAll, texts } from './editor/mount.js'

const form = document.getElementById('entry')

if (form && !form.querySelector('fieldset.read-only')) {
  let changed = () => {}
  mountAll(form, () => changed())
  checks(texts)
  changed = startDraft(form, texts)
}
