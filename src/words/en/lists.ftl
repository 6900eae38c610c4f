## Lists of entries, what is done to many of them, and the trash.

column-title = Title
column-state = State
column-updated = Updated
column-trashed = Moved to trash

list-search = Search { $many }
list-count = { $count ->
    [one] { $share } { $one }
   *[other] { $share } { $many }
}
list-empty = No { $many } yet
list-empty-text = What is written stands here, drafts too.
list-nothing = Nothing found
list-nothing-text = Try fewer words or fewer filters.
list-no-page = No such page
list-no-page-text = The list has become shorter.
list-show-all = Show all { $many }
list-ignored = Left out, because it means nothing here: { $what }
list-cut = More than { $count } have these words. Only the best { $count } are looked at: one word more finds fewer.
new-of-kind = New { $one }

filters = Filters
filters-use = Show
filter-author = Author
filter-category = Category
filter-tag = Tag
filter-topic = Topic
filter-parent = Stands in
filter-since = Updated since
filter-mine = Made by me
filter-any = Any
filter-typed = Type its slug.
used-filter = { $label }: { $value }
without-filter = Without “{ $name }”

order = Order
order-tree = As a tree
order-usual = Best or newest first
order-updated-down = Updated last
order-updated-up = Updated first
order-title-up = Title, A to Z
order-title-down = Title, Z to A
order-published-down = Published last
order-published-up = Published first

views = Saved views
view-save = Save this view
view-name = Name of the view
view-remove = Forget the view “{ $name }”
view-error-required = Give the view a name.
view-error-too_long = Use { $characters } characters at most.
view-error-taken = You have a view of this name already.
view-error-too_many = You have { $most } views of this list, and there is no room for more. Forget one first.

row-edit = Edit
row-open = Open
row-publish = Publish…
row-history = History
unpublish = Unpublish
to-trash = Move to trash
recover = Recover

bulk-label = What to do with the selected
bulk-lead = With the selected:
bulk-picked = { $count } selected:
bulk-no-verb = The form did not say what to do.
bulk-back = Back to the list
bulk-nothing = Nothing is selected
bulk-nothing-text = Go back and tick what you mean.
bulk-too-many = That is too much at once
bulk-too-many-text = Select 100 at most. Nothing has been changed.
bulk-title-publish = Publish
bulk-title-unpublish = Unpublish
bulk-title-trash = Move to trash
bulk-title-recover = Recover
bulk-ask-publish = { $able } of { $chosen } will be published
bulk-ask-unpublish = { $able } of { $chosen } will be unpublished
bulk-ask-trash = { $able } of { $chosen } will be moved to the trash
bulk-ask-recover = { $able } of { $chosen } will be recovered
bulk-done-publish = { $done } of { $chosen } published
bulk-done-unpublish = { $done } of { $chosen } unpublished
bulk-done-trash = { $done } of { $chosen } moved to the trash
bulk-done-recover = { $done } of { $chosen } recovered
bulk-none-publish = Nothing to publish
bulk-none-unpublish = Nothing to unpublish
bulk-none-trash = Nothing to move to the trash
bulk-none-recover = Nothing to recover
bulk-do-publish = Publish { $able }
bulk-do-unpublish = Unpublish { $able }
bulk-do-trash = Move { $able } to the trash

fate-will-publish = Readers will get its newest version.
fate-will-unpublish = Readers will not get it any more. The draft stays.
fate-will-trash = It waits in the trash until it is recovered.
fate-will-recover = It comes back as a draft.
fate-done-publish = Published.
fate-done-unpublish = Unpublished.
fate-done-trash = In the trash now.
fate-done-recover = Back, as a draft.
fate-already-publish = Its newest version is live already.
fate-already-unpublish = Readers do not get it anyway.
fate-already-trash = It is in the trash already.
fate-already-recover = It is not in the trash.
fate-denied = It is not yours to change in this way.
fate-trashed = It is in the trash.
fate-not-ready = It is not ready for readers:
fate-lacks = Not without what it refers to, which is not live:
fate-in-use = It is in use by
fate-others = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
fate-slug-taken = Readers are served another entry at its address.
fate-changed = It was changed meanwhile. Have a look at it.

trash-search = Search the trash
trash-empty = The trash is empty
trash-empty-text = What is thrown away waits here until it is recovered.
trash-nothing-text = Try fewer words.
trash-show-all = Show the whole trash
row-checks = { $count ->
    [one] 1 check
   *[other] { $count } checks
}
