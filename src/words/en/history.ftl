## Versions: who saved what when, two of them beside each other, and the way back.

history-title = History
history-hint = Choose two versions to compare: the older on the left, the newer on the right.
history-older = Older versions
history-audit = Audit log
history-sitting = { $count ->
    [one] 1 save before it, { $from } – { $to }
   *[other] { $count } saves before it, { $from } – { $to }
}
version = Version { $number }
version-lead = { $cause } by { $name }, { $when }.
changed-fields = changed { $fields }
restore = Restore
restore-version = Restore version { $number }
version-name = Name
version-name-hint = What you call this version: “Before the rewrite”. Leave it empty for none.
version-name-save = Save name
version-name-it = Name it
version-name-one = Name it: version { $number }
restored-block = one block of version { $number }
past-title = What readers saw
past-at = Day and time
past-zone = By the clocks of { $zone }.
past-show = Show what readers saw
past-look = See the page
past-look-from = See the page of { $when }
past-of = { $name }, as readers saw it
past-nothing = Readers could not see it then
past-nothing-hint = It was not published yet, or had been taken offline.
past-no-moment = use a day and a time such as 2026-03-02T09:00
served-since = Readers have seen it since { $from }.
served-until = Readers saw it from { $from } to { $until }.

save-key-taken = another save has this key
version-name-long = must have { $max } characters at most, on one line

cause-create = Created
cause-save = Saved
cause-autosave = Saved by itself
cause-merge = Merged
cause-restore = Restored
cause-recover = Recovered
cause-import = Imported
cause-replace = Reference replaced

compare-title = Compare
compare-from = Compare from version { $number }
compare-to = Compare to version { $number }
compare-chosen = Compare
compare-newest = Compare with the newest
compare-others = Choose others
compare-old = From
compare-new = To
compare-layout = In the page
compare-of = { $name }, with what was removed and added
compare-blocks = One block at a time
compare-blocks-hint = Take single blocks back from the older version. It makes a new draft; readers see nothing of it until you publish.
block-changed = changed
block-removed = removed
block-added = added
block-change-back = Change back
block-put-back = Put back
block-take-out = Take out
block-paragraph = Paragraph
block-heading = Heading
block-bulletList = Bullet list
block-orderedList = Numbered list
block-blockquote = Quote
block-callout = Note
block-image = Image
block-table = Table
block-codeBlock = Code
block-embed = Embed
block-horizontalRule = Divider
block-cta = CTA
block-faqs = FAQs
block-buttonRow = Buttons
compare-same-hint = The two versions hold the same words.

diff-heading = Field by field
diff-removed = Removed
diff-added = Added
only-theirs = Only theirs
only-yours = Only yours
diff-end = end
diff-legend = { $removed } { $added }
diff-none = Both say the same
diff-far = { $count ->
    [one] 1 unchanged line
   *[other] { $count } unchanged lines
}

conflict-title = Two versions
conflict-lead = { $name } saved this { $kind } ({ $when }) after you had opened it. Yours is not saved yet. Whichever you keep, the other stays in the history.
theirs = Theirs
yours = Yours
keep-mine = Keep mine
keep-theirs = Keep theirs
keep-both = Keep both
keep-both-hint = Keep both makes a draft of its own out of yours; this one stays theirs.
keep-typing = Go on with mine, unsaved
copy-title = { $title } (copy)
conflict-copied = Saved as an entry of its own. The other version stays at { $original }.

gone-title = In the trash
gone-lead-by = { $name } put { $title } into the trash ({ $when }) while you had it open. Yours is not saved yet.
gone-lead = { $title } was put into the trash while you had it open. Yours is not saved yet.
gone-recover = Recover and save mine
gone-copy = Save mine as a new entry
gone-typed = What you typed
