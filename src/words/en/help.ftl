## Help, the same from each page.

help-writing = Writing
help-writing-about = Text fields take Markdown. Blocks stand on lines of their own, with an empty line around them.
help-markdown = Markdown
help-typed = Type this
help-made = for this

help-makes-heading = A section; ### and #### below it
help-makes-emphasis = Bold and italic words
help-makes-list = A bullet list; 1. a numbered one
help-makes-link = A link
help-makes-entry-link = A link to an entry, by its kind and slug
help-makes-quotation = A quotation
help-makes-cta = A call to action
help-makes-faqs = Questions and answers, in this order
help-makes-callout = A box: info, tip or warning
help-makes-table = A table, one line per row
help-makes-code = Code, until the next ```
help-makes-divider = A divider

help-publishing = Publishing
help-publishing-about = Saving keeps a version and changes nothing for readers. Publishing shows the newest version; for ten minutes it can be undone in one press, and any version can be restored from the history.
help-shared-about = A CTA or a FAQ is written once. When a change of it is published, every page that shows it shows the change.

help-keyboard = Keyboard
help-keys-on = Single keys do something while you are not typing. You can switch them off in { $profile }.
help-keys-off = Single keys are switched off. You can switch them on in { $profile }.
help-key = Key
help-key-s = S
help-key-enter = Enter
help-does = does this
help-control = Ctrl or ⌘
help-does-new = Begins a new entry of the kind that is open
help-does-search = Goes to the search of a list
help-does-help = Opens this page
help-does-save = Saves
help-does-publish = Publishes, or updates what readers see
