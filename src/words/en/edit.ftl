## The screen on which an entry is written.

used-in = { $count ->
    [one] Used in 1 entry
   *[other] Used in { $count } entries
}
used-nowhere = Used nowhere
shared-with = Shared with { $count } entries: publishing changes them all.

making-article = New article
making-faq = New FAQ
making-cta = New CTA
making-author = New author
making-category = New category
making-tag = New tag

update = Update
publish-first = Publish…
undo = Undo
undo-publishing = Undo publishing
undo-unpublishing = Undo unpublishing
published-at = Published { $when }
unpublished-at = Unpublished { $when }

side = About this entry
side-details = Details
side-outline = Outline
side-checks = { $count ->
    [0] Checks
    [one] Checks: 1 to look at
   *[other] Checks: { $count } to look at
}
checks-none = Nothing to improve.
checks-stop = Before it can be published
checks-better = Could be better
checks-lacking = { $entry } is not live: readers would not get it.
checks-trashed = { $entry } is in the trash: readers would not get it.
checks-dead = This link does not answer ({ $status }), last looked at { $when }: { $href }
checks-silent = Nobody answers at this link, last looked at { $when }: { $href }
fix-heading_order = Put it right
fix-heading_empty = Remove it
fix-alt_undecided = It is decorative
fix-link = Remove the link
side-history = History
side-usage = Usage
hint-slug = Names the { $kind } in addresses. Empty: made of the title.
outline-empty = No headings yet.
version-by = { $when }, { $name }
versions-all = All versions

all-fields = All fields
preview = Preview
preview-about = The draft as readers would see it, also with drafts that it shows.
preview-open = Open the preview
preview-back = Back to writing
preview-of = Preview of { $name }
preview-widths = Width
preview-width-375 = Phone, 375
preview-width-768 = Tablet, 768
preview-width-1280 = Desk, 1280
preview-on = Where
preview-on-galley = Galley
preview-open-on = Open on { $name }, in a tab of its own
preview-not-framed = This site does not let itself be shown here; open it in a tab of its own.
share-draft = Share this draft
share-lead = Whoever has a link sees this draft, always the newest, and nothing else, until the link ends. They need no account.
share-lifetime = It works for
share-for-hour = 1 hour
share-for-day = 1 day
share-for-week = 7 days
share-lifetime-wrong = choose how long the link works
share-make = Make a link
share-on = Link, on { $name }
share-by = Made by { $name } { $when }
share-ends = Ends { $when }
share-seen = Last opened { $when }
share-unseen = Not opened yet
share-end = End this link
share-page = A draft
preview-lacking = { $count ->
    [one] 1 entry in it is not live; readers would not get it:
   *[other] { $count } entries in it are not live; readers would not get them:
}

## Said by scripts; # stands where they put something of their own.

paste-not-kept = Pasted without: { $what }
form-unreadable = The form could not be read.
paste-unreadable = What was pasted could not be read.
lookup-no-kind = There is no such kind.
lookup-nothing = Nothing found
lookup-label = Type some letters
lookup-hits = { $count ->
    [one] 1 found
   *[other] { $count } found
}
