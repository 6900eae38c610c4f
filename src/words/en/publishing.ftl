## To readers and back, and what stands against it.

untitled-kind = Untitled { $kind }

publish-together = Publish together
publish-update = Update
publish-lead = Readers will find it at { $path }.
publish-undo = You can undo this for ten minutes.
publish-stopped = It cannot go live yet. What stands against it is marked below.
not-published = Not published
not-saved = Not saved
saved-not-published = Saved, not published

along-heading = { $count ->
    [one] 1 entry is not live yet and goes live with it
   *[other] { $count } entries are not live yet and go live with it
}
along-denied = You may not publish this one. Ask an editor.
along-trashed = It is in the trash. Recover it, or take the reference out.
along-not-ready = It is not ready.

checks-heading = Checks
check-passed = Passed:
check-advised = Not required:
check-failed = Failed:
check-complete = All that readers need is there.
check-address = The address is free.
check-references = All that it shows and links to is live.
check-advice = { $field }: { $words }
check-search-long = { $count } characters: search engines show about { $most }.
check-search-short = { $count } characters: search engines like { $least } or more.
check-alt-undecided = This image has no text alternative yet. Describe it, or say that it is decorative.
check-heading-empty = A heading without words.
check-heading-order = This heading skips a level: it is a { $level } and should be a { $most }.
check-link-vague = “{ $words }” does not say where the link leads.
check-link-bare = A link should have words, not its address: { $words }
check-link-empty = A link without words.
check-paragraph-long = A paragraph of { $count } words. Split it: it is hard to read on a phone.
check-hard-to-read = The text asks for about { $years } years of school. Shorter sentences and words help.
check-taken = Readers are served another entry at { $slug }. Change one of the two: { $other }.
check-other = open the other

usage-title = Where it is used
usage-empty = Used nowhere
usage-empty-hint = No other entry refers to this one.
usage-lead = { $count ->
    [one] 1 entry refers to { $name }.
   *[other] { $count } entries refer to { $name }.
}
usage-heading = { $count ->
    [one] 1 entry uses this
   *[other] { $count } entries use this
}
use-draft-only = in its draft
use-place = in “{ $field }”
place-body = in the body
place-answer = in the answer
place-bio = in the biography
place-authors = as author
place-reviewedBy = as reviewer
place-category = as category
place-topic = as topic
place-tags = as tag
place-related = as related article
place-parent = as the category above
place-target-entry = as what the button leads to
place-newsletter-consent = in the consent

taken-title-unpublish = Unpublish
taken-title-trash = Move to trash
taken-button-unpublish = Unpublish anyway
taken-button-trash = Move to trash anyway
taken-anyway-heading = Or take it away all the same
taken-anyway = { $count ->
    [one] That entry then goes on without { $name }: the place where it stands stays empty.
   *[other] Those entries then go on without { $name }: the places where it stands stay empty.
}
taken-nothing-yet = Nothing has been changed yet.

replace-title = Replace
replace-heading = Put another { $kind } in its place
replace-with = Replace with
replace-hint = A title or slug, or a few words of it. Readers must find it already.
replace-preview = Show what changes
replace-effect = { $count ->
    [one] Change 1 entry
   *[other] Change { $count } entries
}
replace-lead = { $to } takes the place of { $from }.
replace-of-live = Readers see it at once.
replace-of-changed = Readers see it at once; what was written since stays a draft.
replace-of-draft = Its draft changes; readers see nothing of it.
replace-undo-unpublish = What readers see can be undone for ten minutes.
replace-undo-trash = What readers see can be undone for ten minutes, once it is out of the trash again.
replace-button-unpublish = Replace and unpublish
replace-button-trash = Replace and move to trash
replace-denied = You may not change all of these entries. Nothing was changed.
replace-not-ready = This entry lacks something that readers need. Put it right first; nothing was changed.
replace-unpublished = An entry that would change also refers to these, which are not live. Nothing was changed.
replace-error-required = Say what takes its place.
replace-error-unknown_reference = Nothing of this kind is called so.
replace-error-several = Several are called so. Choose one from the list, or type its slug.
replace-error-itself = It cannot take its own place.
replace-error-wrong_kind = It is of another kind or language.
replace-error-not_live = Readers do not find that one yet. Publish it first.
replace-error-refers_back = That one refers to the one that would go. Take the reference out first.
