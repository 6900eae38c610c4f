// Everything works without this file; it adds what a server cannot know.
import './choose.js'
import './copy.js'
import './live-search.js'
import './local-time.js'
import './select-all.js'
import './shortcuts.js'
import './unsaved.js'
