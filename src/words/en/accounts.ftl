## People and the ways in: set-up, sign-in, invitations, the list of people, one's own profile.

email = E-mail address
password = Password
new-password = New password
current-password = Current password
your-name = Your name
never = Never
copy-text = Copy
copy-text-done = Copied

field-current = Current password

setup-heading = Set up Galley
setup-lead = You will be the owner of this installation. You can invite others later.
setup-submit = Create the account

sign-in = Sign in
sign-in-nobody = Nobody has an account yet. Open the set-up link that Galley printed when it started.
sign-in-refused = The e-mail address or the password is wrong.
sign-in-too-many = Too many tries. Wait a while and try again.

join-heading = Join Galley
join-lead = You are invited as { $role }.
join-submit = Create my account
reset-heading = Choose a new password
reset-lead = You are then signed in here, and signed out everywhere else.
reset-submit = Set the password

## What is wrong with what was typed; stands behind the field’s name.

name-required = say who you are
name-invalid = use { $count } characters at most, on one line
email-required = an e-mail address is needed to sign in
email-invalid = use an e-mail address such as name@example.com
email-taken = somebody already has an account with this address
role-required = choose what this person may do
current-required = type the password that you have now
current-wrong = this is not your password
current-too-many = too many tries; wait a while and try again

password-hint = { $count } characters or more. A few words in a row are easy to keep in mind.
password-too-short = use { $count } characters or more
password-too-long = use { $count } characters at most
password-contains-email = leave your e-mail name out of it
password-common = this is among the first that are tried; use another
password-easy-short = this is easy to guess; add another word or two
password-easy-keys = keys in a row are easy to guess; add another word or two
password-easy-repeat = repeats are easy to guess; add another word or two
password-easy-sequence = rows such as abc or 4321 are easy to guess; add another word or two
password-easy-date = dates and years are easy to guess; add another word or two
password-easy-word = one word is easy to guess; add another word or two
password-easy-known = others know this of you; add another word or two
password-easy-name = names are easy to guess; add another word or two

## The list of people and their pages.

people-heading = People
people-no-page = There is no such page
people-first-page = To the first page
people-done-role = The role was changed.
people-done-disabled = This person can no longer sign in.
people-done-enabled = This person can sign in again.
people-done-withdrawn = The invitation was withdrawn.

column-name = Name
column-role = Role
column-access = Access
column-last-sign-in = Last sign-in
column-link = Link

access-active = Active
access-disabled = Disabled
access-invited = Invited
access-expired = Out of date

role-does-owner = May do everything, and says who else is an owner.
role-does-admin = Manages people, tokens and settings, and all content.
role-does-editor = Writes and publishes all content.
role-does-author = Writes and publishes their own content.
role-does-contributor = Writes drafts of their own. Somebody else publishes them.
role-does-viewer = Sees everything, drafts too, and changes nothing.

invitations-heading = Open invitations
invitations-lead = A link is shown once, when it is made. If it got lost, make a new one; the one before then ends.
invitation-until = { $role }, link good until { $when }
invitation-new-link = Make a new link
invitation-withdraw = Withdraw

invite = Invite
invite-email-hint = They sign in with it. No e-mail is sent: you get a link to pass on.
invite-submit = Make the link

link-join-heading = Invitation
link-join-lead = Send this link to { $email }. Whoever opens it chooses a name and a password, and is in.
link-reset-heading = Reset link
link-reset-lead = Send this link to { $email }. Whoever opens it chooses a new password, and is signed in.
link-until = It works once, until { $when }.
link-once = It is shown only now. Galley keeps no copy.
link-done = Done

person-since = Here since
person-yourself = This is you. Your name and password are in your profile. Another owner or admin can change your role.
person-owners-only = Only an owner can change an owner.
person-role-heading = Role
person-role-lead = A change takes hold at once. They sign in again, and links that they made for others end.
person-role-submit = Change the role
person-reset-lead = Make a link by which they choose a new password. It works for 24 hours.
person-reset-submit = Make a reset link
person-disable-lead = Whoever is disabled cannot sign in. What they wrote stays.
person-disable-ask = Disable…
person-disable = Disable
person-enable-lead = They cannot sign in now. Let them in again with the role and the password that they had.
person-enable = Enable

disabling-title = Disable
disabling-heading = Disable { $name }?
disabling-lead = From now on { $name } cannot sign in.
disabling-sessions = They are signed out everywhere, at once.
disabling-tokens = Their tokens stop working.
disabling-links = Links that they made for others, and reset links for them, end.
disabling-content = What they wrote stays as it is.
disabling-back = You can enable them again at any time.

error-last_owner = There must be an owner left. Make somebody else an owner first.
error-yourself = You cannot do this to yourself. Another owner or admin can, and your own password is in your profile.
error-person_disabled = This person is disabled. Enable them first.

## One’s own profile.

profile-name-lead = Others see it beside what you write. You sign in as { $email }.
profile-name-submit = Change the name
profile-password-lead = Everywhere else you are then signed out.
profile-password-submit = Change the password
profile-looks-heading = How Galley looks
profile-looks-submit = Save
profile-sessions-heading = Where you are signed in
profile-sessions-lead = If you do not know one of these, sign it out and change your password.
profile-sign-out-others = Sign out everywhere else
profile-done-name = Your name was changed.
profile-done-password = Your password was changed. Everywhere else you are signed out.
profile-done-looks = Saved.
profile-done-session = That one is signed out.
profile-done-sessions = Everywhere else you are signed out.

theme = Colours
theme-system = As this device has them
theme-light = Light
theme-dark = Dark
density = Spacing
density-comfortable = Comfortable
density-compact = Compact
shortcuts = Single keys do something
shortcuts-hint = Such as / for the search. Switch this off if you speak to your computer or press keys by accident.

session-this = This one
session-from = from { $address }
session-times = since { $since }, last used { $seen }
session-end-one = Sign out { $browser }
browser-on = { $browser } on { $system }
browser-unknown-on = A browser on { $system }
browser-unknown = A browser
