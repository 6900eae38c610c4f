## Said by the editor's scripts. # stands where they put something of their own; a second such place is §.

editor-unknown = This text holds something that the editor does not know: #. It stays Markdown here.
editor-cancel = Cancel
editor-ok = Set
editor-ok-save = Save
editor-close = Close
editor-remove = Remove
editor-replace = Replace
editor-edit = Edit
editor-up = Up
editor-down = Down

## The insert menu.

editor-insert-label = Insert
editor-insert-search = Type to filter
editor-insert-none = Nothing found
editor-insert-count = # to choose from
editor-insert-blocks = Blocks
editor-insert-ctas = Your CTAs
editor-insert-faqs = Your FAQs
editor-insert-new = New
editor-insert-faq-new = New FAQ
editor-insert-heading2 = Heading 2
editor-insert-heading3 = Heading 3
editor-insert-heading4 = Heading 4
editor-insert-bullets = Bullet list
editor-insert-numbers = Numbered list
editor-insert-quote = Quote
editor-insert-info = Note
editor-insert-tip = Tip
editor-insert-warning = Warning
editor-insert-table = Table
editor-insert-code = Code block
editor-insert-divider = Divider
editor-insert-embed = Embed by address
editor-create-faq = New FAQ “#”
editor-create-cta = New CTA “#”

## Cards.

editor-block-cta = CTA
editor-block-faqs = FAQs
editor-block-buttonRow = Buttons
editor-block-image = Image
editor-block-embed = Embed
editor-card-loading = Loading…
editor-card-offline = What this shows cannot be loaded now. It is kept.
editor-card-missing = What this shows is not there any more. Replace or remove it.
editor-card-trashed = “#” is in the trash. Replace or remove it, or recover it from the trash.
editor-card-stale = Somebody saved a newer version of it. Open it to see both.
editor-card-not-saved = Not saved. Try again.
editor-dialog-unsaved = This is not saved yet. Save it, or press Cancel to throw it away.
editor-answer-show = Answer
editor-faqs-heading = Heading (optional)
editor-faqs-heading-label = Heading of the FAQs
editor-faqs-count = # questions
editor-faq-new = New question
editor-faq-add = Add an existing one
editor-faq-question = Question
editor-faq-answer = Answer
editor-faq-done = Done
editor-faq-alike = There already:
editor-faq-not-saved = Not saved yet. It is kept on this device.
editor-cta-add = Add a button
editor-cta-new = New CTA
editor-cta-name = Name, for you
editor-cta-label = Label
editor-cta-target = Address
editor-image-alt = Text alternative
editor-image-decorative = Decorative: readers miss nothing without it
editor-image-caption = Caption (optional)
editor-image-undecided = Text alternative not decided yet
editor-embed-url = Address of the embed
editor-choose-cta = Search CTAs
editor-choose-faq = Search FAQs
editor-edit-heading = Edit “#”
editor-edit-all = All of its fields, in a new tab
editor-shared-with = Shared with # entries
editor-change-everywhere = Change everywhere (# entries)
editor-change-here = Only here: a copy

## Links.

editor-link-heading = Link
editor-link-entry = To an entry: search
editor-link-to = Links to “#”
editor-link-address = Or to an address
editor-link-text = Text
editor-link-more = For search engines
editor-link-nofollow = nofollow
editor-link-sponsored = sponsored
editor-link-remove = Remove link
editor-link-set = Set link
editor-link-none = Choose an entry or type an address.
editor-link-bad = An address begins with https://, mailto: or tel:, or with / within this site.

## Blocks.

editor-block-menu = Move or remove this block
editor-move-up = Move up
editor-move-down = Move down
editor-move-top = Move to the top
editor-move-bottom = Move to the end
editor-move-under = Move below “#”
editor-duplicate = Duplicate
editor-find = Find in the text
editor-find-none = Not found
editor-find-previous = Previous
editor-find-next = Next

## The status line, signing in again, versions.

editor-status-saved = Saved #
editor-status-merged = merged with what # wrote
editor-status-merged-yours = merged with what you wrote elsewhere
editor-status-not-kept = kept without: #
editor-status-invalid = Not saved: see the marked field
editor-status-stale = # saved a newer version
editor-status-stale-show = See both
editor-status-gone = This entry was moved to the trash
editor-status-gone-show = What now?
editor-status-forbidden = You may not change this any more. Your text is kept on this device
editor-status-too-large = The text is too long to save. It is kept on this device
editor-status-auth = Sign in again to save
editor-status-offline = Offline – kept on this device
editor-status-busy = The server does not answer – kept on this device
editor-status-not-published = Not published: Galley cannot be reached. Your text is kept on this device
editor-placeholder = Write, or type / to insert something
editor-sign-in-again = Sign in
editor-sign-in-heading = Sign in again
editor-sign-in-lead = You were signed out. Your text is still here.
editor-sign-in-email = E-mail address
editor-sign-in-password = Password
editor-sign-in-later = Later
editor-sign-in-go = Sign in
editor-sign-in-refused = The e-mail address or the password is wrong.
editor-sign-in-too-many = Too many tries. Wait a while and try again.
editor-name-heading = Name this version
editor-name-label = Name (optional)
editor-name-save = Save
editor-restore-offer = You have unsaved text from # (§ words).
editor-restore = Restore
editor-restore-discard = Discard
editor-restore-compare = Compare
editor-restore-failed = This device keeps no more text. Save what is here first, then restore the other.
editor-compare-heading = Unsaved text from # beside what is saved
editor-compare-waiting = Comparing…
editor-compare-failed = The two cannot be compared now. You can still restore the text or close this.
editor-compare-close = Close
editor-presence = # is here too,
editor-presence-since = since #.
editor-presence-holds = # is writing; what you both change is merged.
editor-take-over = Take over
