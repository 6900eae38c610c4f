## Sites that drafts can be seen on.

field-template = Preview address

frontend-name-missing = give the site a name
frontend-name-wrong = use 60 characters at most, on one line
frontend-too-many = there are { $most } already: remove one first
frontend-template-required = say where drafts are shown
frontend-template-too_long = use 1,000 characters at most
frontend-template-unknown_place = use only {"{kind}"}, {"{slug}"}, {"{locale}"} and {"{token}"} in braces
frontend-template-no_token = put {"{token}"} where the site expects the token
frontend-template-not_an_address = use a whole address, such as https://www.example.com/preview?token={"{token}"}
frontend-template-place_in_host = keep the site’s name fixed: places stand behind it
frontend-template-not_https = use https; http is for localhost alone
