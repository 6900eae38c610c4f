## The search of the whole panel, as a page and as the palette.

find = Search or go to…
find-heading = Search
find-key = Ctrl K
find-key-mac = ⌘K
find-count = { $count } found
find-nothing = Nothing found. Try fewer words.
find-nothing-text = Try fewer words. A search looks at titles, addresses and texts.
find-recent = You changed last
find-entries = Entries
find-people = People
find-settings = Settings
find-actions = Actions
find-invite = Invite a person
find-new-token = New token
find-new-frontend = New frontend
find-go = Go to { $place }
find-setting = Settings: { $page }
find-results = Found
find-keys = ↑ ↓ to choose, Enter to open, Ctrl or ⌘ + Enter for a new tab, Esc to close
find-offline = Galley cannot be reached. Try again in a moment.
find-signed-out = You are signed out. { $link }
find-sign-in = Sign in
close = Close
