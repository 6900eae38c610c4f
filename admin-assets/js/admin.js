// Everything works without this file; it adds what a server cannot know.
import './copy.js'
import './insert.js'
import './local-time.js'
import './unsaved.js'
