## Signing in again where something was to be saved.

again-title = Sign in again
again-lead = You were signed out. Nothing is lost: sign in, and what you sent goes through.
again-email = E-mail address
again-password = Password
again-go-on = Sign in and go on
again-refused = The e-mail address or the password is wrong. What you sent is still here.
again-too-many = Too many tries. What you sent is still here: leave this page open, wait a while and try again.
