## Pages that say what went wrong.

error-request = Request
error-home = Home
error-search = Search articles
error-sign-in = Sign in
error-typed = If you had typed something, your browser’s Back button shows it again.

error-heading-400 = This could not be read
error-heading-401 = You are signed out
error-heading-403 = Not allowed
error-heading-404 = Nothing here
error-heading-405 = Not done this way
error-heading-409 = Not done
error-heading-410 = Gone
error-heading-413 = Too large
error-heading-422 = Not taken
error-heading-429 = Too many tries
error-heading-500 = Something broke
error-heading-503 = Not available just now

error-not_found = There is nothing at this address. It may have moved, or the link was cut short.
error-gone = This has been taken away, or the link has been used or is out of date. If somebody sent it to you, ask for a new one.
error-forbidden = Your role does not allow this. Ask an owner or an admin if you need it.
error-cross_site = This came from another site, or from a page that was opened under another address. Open Galley anew and try again.
error-method_not_allowed = This address opens with a button, not with a link or a bookmark. Start again from the page that has it.
error-payload_too_large = What you sent holds more than is taken here. Nothing was saved; your browser’s Back button shows it again.
error-too_many_requests = That was too often. Wait a while, then try again.
error-503 = Galley does not reach its database just now. Published pages are still served. Try again in a moment.
error-500 = Galley could not do this. If it happens again, give the number below to whoever runs Galley.
error-token_ended = This token has ended, or another has taken its place already. The list of tokens shows how each stands.
