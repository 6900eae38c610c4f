## Tokens of the management API.

field-scopes = What it may do
field-expiresAt = Expires
field-expiresOn = The last day

tokens-lead = Programs use a token to call the management API. A token may do what is ticked for it, and never more than the person who made it.
tokens-empty = No tokens yet
tokens-empty-text = A website that is built from Galley needs none: what is published is open to all. Make one for a program that writes, or that reads drafts.
tokens-over = { $count ->
    [one] 1 token that has ended
   *[other] { $count } tokens that have ended
}

token-new = New token
token-make = Make the token
token-rotate = Rotate
token-revoke = Revoke
token-rotate-which = Rotate { $name }
token-revoke-which = Revoke { $name }
token-made-by = Made by { $name }
token-made-by-nobody = Made on the command line
token-made-by-gone = Made by somebody who is no longer here
token-expires = Expires { $when }
token-expires-never = Does not expire
token-works-until = Works until { $when }
token-ended-at = Ended { $when }
token-used-never = Never used
token-used = Last used { $when }
token-used-from = Last used { $when } from { $address }

token-state-active = Active
token-state-soon = Expires soon
token-state-overlapping = Replaced, still works
token-state-idle = Off: its maker is disabled
token-state-replaced = Replaced
token-state-expired = Expired
token-state-revoked = Revoked

token-name = Name
token-name-hint = What will use it, so that you know it again: “Website build”.
token-name-missing = give the token a name
token-name-wrong = use 100 characters at most, on one line
token-scopes = It may
token-scopes-missing = tick at least one thing that it may do
token-scopes-unknown = tick what is in the list
token-expiry = Expires
token-expiry-past = choose a time that is still to come
token-expiry-wrong = choose when it expires
token-expiry-date-wrong = choose a date
token-expiry-days = After { $days } days
token-expiry-on = On a date
token-expiry-on-label = The last day on which it works
token-expiry-never = Never
token-expiry-never-meaning = If it leaks, it works until somebody notices and revokes it. Choose this only where nobody can change it regularly.
token-not-made = Not made

token-scope-content-read = Read content
token-scope-content-write = Write content
token-scope-content-publish = Publish content
token-scope-media-write = Add media
token-scope-settings = Change settings
token-scope-people = Manage people
token-scope-history = Read the history

token-meaning-content-read = See every entry, drafts too.
token-meaning-content-write = Make entries, save drafts, move to the trash and back.
token-meaning-content-publish = Put entries before readers and take them away.
token-meaning-media-write = Upload pictures and files, and describe them.
token-meaning-settings = Change what the site says of itself.
token-meaning-people = Invite people and change their roles.
token-meaning-history = See who changed what and when, and the audit log.

token-made = Copy the token
token-made-once = This is the only time it is shown. Keep it where the program finds it, and nowhere else.
token-made-how = Programs send it with each call, in this header:
token-made-header = Authorization: Bearer …
token-old-until = The token before it works until { $when }. Change it over by then.
token-old-ended = The token before it has ended.
token-made-done = Done: back to the tokens

token-rotation-heading = Rotate “{ $name }”?
token-rotation-text = You get a new token of the same name, with the same scopes, that lives as long. This one goes on for a while, so that you can change programs over.
token-rotation-overlap = This one goes on for
token-overlap-none = Not at all: it ends now
token-overlap-hour = 1 hour
token-overlap-day = 24 hours
token-overlap-week = 7 days

token-revocation-heading = Revoke “{ $name }”?
token-revocation-text = Programs that use it are refused from the next call on. It cannot be brought back.
