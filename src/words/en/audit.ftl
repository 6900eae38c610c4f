## The audit log: who did what.

audit-title = Audit log
audit-export = Export as CSV
audit-export-bound = An export holds the newest { $count }. Choose days to get the others.
audit-who = Who
audit-what = What
audit-about = About
audit-from = From
audit-until = Until
audit-show = Show
audit-total = { $count ->
    [one] 1 act
   *[other] { $count } acts
}
audit-empty = Nothing has happened yet
audit-empty-lead = What people and tokens do stands here, the newest first.
audit-none = Nothing found
audit-none-lead = Try other days, or fewer conditions.
audit-everything = Show everything
audit-only-about = Only what was done to { $title }
audit-one-thing = this one thing
audit-only-this = Only this
audit-only-this-one = Only what was done to { $title }
audit-token = { $name } (token)
audit-galley = Galley ({ $name })

audit-group-content = Writing
audit-group-publishing = Publishing
audit-group-people = People
audit-group-tokens = Tokens
audit-group-sessions = Signing in
audit-group-settings = Settings

audit-about-person = People
audit-about-token = Tokens
audit-about-site = The site
audit-about-frontend = Frontends

## What was done, as it goes on behind a name. The key is the action's: “article.published” is act-entry-published.

act-other = did { $action } { $title }

act-entry-created = made the { $kind } “{ $title }”
act-entry-updated = changed the { $kind } “{ $title }”
act-entry-restored = went back to an earlier version of the { $kind } “{ $title }”
act-entry-trashed = moved the { $kind } “{ $title }” to the trash
act-entry-recovered = took the { $kind } “{ $title }” out of the trash
act-entry-published = published the { $kind } “{ $title }”
act-entry-unpublished = unpublished the { $kind } “{ $title }”
act-entry-undone = undid publishing or unpublishing the { $kind } “{ $title }”
act-entry-replaced = replaced the { $kind } “{ $title }” by another wherever it was used

act-entry-preview_shared = shared a link to the draft of the { $kind } “{ $title }”
act-entry-preview_revoked = ended a link to the draft of the { $kind } “{ $title }”

act-person-created = added { $title }, { $role }
act-person-invited = invited { $title }
act-person-invitation_withdrawn = withdrew the invitation of { $title }
act-person-joined = joined as { $role }
act-person-renamed = changed the name of { $title }
act-person-preferences_changed = changed how they like the panel
act-person-reset_link_made = made { $title } a link for a new password
act-person-role_changed = gave { $title } the role { $role }
act-person-disabled = locked { $title } out
act-person-enabled = let { $title } in again
act-person-password_changed = changed the password of { $title }

act-session-started = signed in
act-session-ended = signed out
act-session-others_ended = signed out everywhere else

act-token-created = made the token “{ $title }”
act-token-rotated = renewed the token “{ $title }”
act-token-revoked = revoked the token “{ $title }”

act-frontend-created = added the frontend “{ $title }”
act-frontend-changed = changed the frontend “{ $title }”
act-frontend-removed = removed the frontend “{ $title }”

act-site-changed = changed the site’s settings: { $fields }
