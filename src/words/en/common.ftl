## What every page may say: the frame, buttons, states, times, numbers.

galley = Galley
page-title = { $title } · Galley
page-title-error = Error: { $title }
skip = Skip to content
home-label = Galley, home
main-navigation = Main
more = More
breadcrumb = Breadcrumb
help = Help
sign-out = Sign out
my-profile = My profile

section-home = Home
section-articles = Articles
section-faqs = FAQs
section-ctas = CTAs
section-authors = Authors
section-categories = Categories
section-tags = Tags
section-trash = Trash
section-settings = Settings

settings-navigation = Settings
tab-site = Site
tab-people = People
tab-tokens = Tokens
tab-audit = Audit log
tab-system = System

state-draft = Draft
state-review = In review
state-scheduled = Scheduled
state-live = Live
state-changed = Live, changed
state-trashed = Trashed

role-owner = Owner
role-admin = Admin
role-editor = Editor
role-author = Author
role-contributor = Contributor
role-viewer = Viewer

save = Save
cancel = Cancel
back = Back
publish = Publish
copy = Copy
copied = Copied
none = None
nothing = Nothing
optional = (optional)
untitled = Untitled
search = Search
all = All

entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
saved-by = Saved { $when } by { $name }
in-quotes = “{ $words }”

pages = Pages
pager-range = { $first }–{ $last } of { $total }
first = First
previous = Previous
next = Next
last = Last
row-pick = Select
row-more = More for
rows-pick = Select all on this page
share = { $matching } of { $all }

summary-heading = { $count ->
    [one] 1 thing to put right
   *[other] { $count } things to put right
}
summary-line = { $field }: { $detail }

choice-with-state = { $label } ({ $state })
choose-nothing = There is nothing to choose yet.
choose-add-to = Add to { $label }
choose-add = Add…
choose-type = Type a word of it
