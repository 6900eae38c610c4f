// Everything works without this file; it adds what a server cannot know.
import './insert.js'
import './local-time.js'
import './unsaved.js'
