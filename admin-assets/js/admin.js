// Everything works without this file; it adds what a server cannot know.
import './local-time.js'
import './unsaved.js'
