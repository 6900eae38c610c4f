## Sites that drafts can be seen on.

field-template = Preview address

frontend-name-missing = give the site a name
frontend-name-wrong = use 60 characters at most, on one line
frontend-too-many = there are { $most } already: remove one first
frontend-template-required = say where drafts are shown
frontend-template-too_long = use 1,000 characters at most
frontend-template-unknown_place = use only {"{kind}"}, {"{slug}"}, {"{locale}"} and {"{token}"} in braces
frontend-template-no_token = put {"{token}"} where the site expects the token
frontend-template-not_an_address = use a whole address, such as https://www.example.com/preview?token={"{token}"}
frontend-template-place_in_host = keep the site’s name fixed: places stand behind it
frontend-template-not_https = use https; http is for localhost alone

tab-frontends = Frontends
frontends-lead = Sites on which drafts can be seen before they are published. Each is offered in the preview of an entry.
frontends-empty = No frontends yet
frontends-empty-text = Say where your site shows drafts, and editors see theirs there before readers do.

frontend-new = New frontend
frontend-change = Change the frontend
frontend-edit = Change
frontend-edit-which = Change { $name }
frontend-remove = Remove
frontend-remove-which = Remove { $name }
frontend-test = Test
frontend-test-which = Test { $name }
frontend-test-again = Test again
frontend-test-of = Test of { $name }
frontend-name = Name
frontend-name-hint = What editors call the site: “Website”.
frontend-template-hint = {"{kind}"}, {"{slug}"}, {"{locale}"} and {"{token}"} stand for the entry’s own. For example https://www.example.com/preview?slug={"{slug}"}&token={"{token}"}
frontend-how = The site takes the token from its address and asks Galley for the draft with it: /api/v1/articles/back-pain?preview=…, without keeping the answer.
frontend-framed = Shown within the preview
frontend-not-framed = Opens in a tab of its own: it does not let itself be framed
frontend-untested = Not tested yet

frontend-tested = Tested with the draft of “{ $title }”.
frontend-works = It works: the site asked for the draft and can be shown in the preview.
frontend-found-no-entry = There is nothing to test with.
frontend-remedy-no-entry = Write an article first; a draft will do.
frontend-found-name = No server has this name.
frontend-remedy-name = Look for a typing mistake in the address, or ask whoever looks after the domain.
frontend-found-refused = The server takes no connections.
frontend-remedy-refused = Is the site running, and is the port the right one?
frontend-found-timeout = There was no answer in time.
frontend-remedy-timeout = The site may be down, slow, or behind a firewall that lets Galley’s server not through.
frontend-found-private = The address { $detail } is not public, and Galley asks no such server.
frontend-remedy-private = Whoever runs Galley can allow it with GALLEY_OUTBOUND_ALLOW. Browsers may still reach it.
frontend-found-tls = No secure connection: { $detail }
frontend-remedy-tls = The site’s certificate must be valid for its name and made by an authority that Galley’s server trusts.
frontend-found-redirects = The site sends on from address to address without end.
frontend-remedy-redirects = Often a redirect needs a cookie that it never gets. Give the address at which the draft itself is shown.
frontend-found-broken = The answer cannot be read: { $detail }
frontend-remedy-broken = Is this the site’s web address?
frontend-found-missing = The site answers 404: it has no such page.
frontend-remedy-missing = Check the path of the address, and that the page also answers for what was never published.
frontend-found-status = The site answers { $detail }.
frontend-remedy-status = Its own log says why.
frontend-found-no-draft = The site answered, but did not ask Galley for the draft.
frontend-remedy-no-draft = It has no draft mode, or does not take the token from this place. A site that fetches in the browser alone cannot be told from one without: open a preview to see.
frontend-found-x-frame-options = X-Frame-Options: { $detail } keeps the site out of the preview.
frontend-remedy-x-frame-options = Leave this header out for previews, and name the panel’s address in Content-Security-Policy: frame-ancestors. Until then previews open in a tab of their own.
frontend-found-frame-ancestors = Content-Security-Policy: frame-ancestors { $detail } keeps the site out of the preview.
frontend-remedy-frame-ancestors = Add the panel’s address to it. Until then previews open in a tab of their own.
frontend-found-cookie = The cookie “{ $detail }” does not reach the site within the preview.
frontend-remedy-cookie = A frame on another site gets cookies with SameSite=None; Secure alone. Some browsers refuse these too: better take the token from the address.

frontend-removal-heading = Remove { $name }?
frontend-removal-text = Drafts are not shown there any more. Links that were shared work on as long as the site takes them.
