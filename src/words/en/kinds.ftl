## Kinds of content: what people call them and their fields.

kind-article = article
kind-faq = FAQ
kind-cta = CTA
kind-author = author
kind-category = category
kind-tag = tag

kinds-article = articles
kinds-faq = FAQs
kinds-cta = CTAs
kinds-author = authors
kinds-category = categories
kinds-tag = tags

## Fields

field-slug = Slug
field-title = Title
field-name = Name
field-standfirst = Standfirst
field-body = Body
field-authors = Authors
field-reviewedBy = Reviewed by
field-reviewedOn = Reviewed on
field-category = Category
field-tags = Tags
field-related = Related articles
field-seo-title = Title in search results
field-seo-description = Description in search results
field-seo-canonicalUrl = Original address
field-seo-robots = Search engines may
field-schemaType = Kind of page

field-question = Question
field-answer = Answer
field-shortAnswer = Short answer
field-topic = Topic
field-owner = Kept true by
field-reviewBy = Look at it again by

field-kind = Kind
field-style = Style
field-label = Button label
field-heading = Heading
field-text = Text
field-target = Leads to
field-target-type = To
field-target-url = Address
field-target-entry = Entry
field-newsletter-fields = Inputs
field-newsletter-consent = Consent
field-newsletter-success = Said when it worked
field-newsletter-failure = Said when it did not work
field-newsletter-alreadySubscribed = Said to whoever has signed up before
field-newsletter-invalid = Said when the input is not valid
field-validFrom = Valid from
field-validUntil = Valid until

field-role = Role
field-credentials = Credentials
field-bio = About
field-links = Links
field-parent = Stands in
field-description = Description

hint-markdown = Markdown: ## for a heading, **bold**, - for a list. The help shows the rest.
hint-standfirst = The hook above the text.
hint-seo-title = Empty: the article’s own.
hint-seo-description = Empty: the standfirst.
hint-short-answer = Plain text, 300 characters at most.
hint-owner = Readers do not see this.
hint-cta-name = How you find it again. Readers do not see this.
hint-utc = UTC
hint-target-url = https://…, tel:+44…, mailto:… or a path of your site
hint-target-entry = Kind and slug: article/your-first-visit
hint-newsletter-fields = One per line: email | Email address | email | required. Empty: an email address.
hint-links = One per line: Label | https://…

search-engines = Search engines
search-result = In search results
search-lengths = Title { $title } of about 60 characters, description { $description } of about 155.

robots-index-follow = Show the page and follow its links
robots-noindex-follow = Follow its links only
robots-index-nofollow = Show the page only
robots-noindex-nofollow = Do neither

schema-BlogPosting = Blog post
schema-Article = Article
schema-NewsArticle = News
schema-MedicalWebPage = Medical page
schema-WebPage = Plain page

cta-button = Button
cta-banner = Banner
cta-newsletter = Newsletter sign-up
cta-call = Phone call

style-primary = Primary
style-secondary = Secondary
style-quiet = Quiet

target-url = An address
target-entry = An entry

## Rich text

tools = Text tools
tool-heading = Heading
tool-bold = Bold
tool-italic = Italic
tool-link = Link
tool-list = Bullet list
tool-numbers = Numbered list
tool-quote = Quote
tool-table = Table
tool-divider = Divider
tool-insert = Insert
tool-underline = Underline
tool-strike = Strikethrough
tool-code = Code
tool-subscript = Subscript
tool-superscript = Superscript
tool-undo = Undo
tool-redo = Redo
tool-find = Find in the text
tool-row-add = Add row
tool-row-remove = Remove row
tool-column-add = Add column
tool-column-remove = Remove column
tool-table-header = Header row
tool-table-remove = Remove table
insert-cta = CTA
insert-faq = FAQ
inserts-all = There are more: all of them
faqs-heading = FAQs
words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
reading-minutes = { $count ->
    [one] 1 minute to read
   *[other] { $count } minutes to read
}

## An entry as readers may see it

shown-by = By { $names }
shown-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
shown-reviewed = Reviewed by { $name } on { $date }
shown-reviewed-by = Reviewed by { $name }
shown-reviewed-on = Reviewed on { $date }
shown-sign-up = Sign-up form
