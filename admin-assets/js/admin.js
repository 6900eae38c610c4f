// Everything works without this file; it adds what a server cannot know.
import './copy.js'
import './insert.js'
import './live-search.js'
import './local-time.js'
import './select-all.js'
import './shortcuts.js'
import './unsaved.js'
