## What the site says of itself, and how Galley is doing.

site-title = Site
site-name = Name
site-name-hint = Readers see it in what search engines are told, and you see it here.
site-base-hint = Where your pages live, such as https://www.example.com. Galley writes it into full addresses.
site-paths = Paths
site-paths-lead = Where each kind of page lives on your site. { $slug } stands for the entry’s own name.
site-example-slug = back-pain
site-example = For example { $url }
site-paths-warning = A changed path holds at once, also for what is live. The old addresses are not found any more, so let your site redirect them.
site-sitemap = Sitemap
site-sitemap-lead = Which entries have a page of their own that search engines should know.
site-organisation = Publisher
site-organisation-lead = Who stands behind the site, for search engines. Left empty, it is the site itself.
site-organisation-url-hint = Left empty, it is the address of this site.
site-organisation-logo-hint = The address of a picture, such as https://www.example.com/logo.png.
site-social-image-hint = The address of a picture that is shown with pages without one of their own, where people share them.
site-language-and-time = Language and time
site-locale-hint = What most pages are written in: en, de, pt-BR.
site-zone-hint = The panel’s clock. Now it shows { $now }.
site-unsaved = Not saved yet
site-conflict = Two versions
site-conflict-lead = { $name } changed the settings ({ $when }) after you had opened them. Yours are not saved yet.
site-conflict-unknown = The settings were changed after you had opened them. Yours are not saved yet.
site-keep-mine = Keep mine
site-keep-theirs = Keep theirs
site-go-on = Go on with mine, unsaved
site-yours = Yours
site-theirs = Theirs

field-baseUrl = Address of the site
field-paths-articles = Path of articles
field-paths-faqs = Path of FAQs
field-paths-ctas = Path of CTAs
field-paths-authors = Path of authors
field-paths-categories = Path of categories
field-paths-tags = Path of tags
field-sitemap-articles = Articles in the sitemap
field-sitemap-faqs = FAQs in the sitemap
field-sitemap-authors = Authors in the sitemap
field-sitemap-categories = Categories in the sitemap
field-sitemap-tags = Tags in the sitemap
field-socialImage = Picture for sharing
field-organisation-name = Name of the organisation
field-organisation-url = Its website
field-organisation-logo = Its logo
field-defaultLocale = Default language
field-timeZone = Time zone

system-title = System
system-away-lead = The database does not answer. Published pages are still served from memory; nothing can be saved.
system-health = Health
system-database = Database
system-database-answers = It answers.
system-database-away = It does not answer.
system-schema = Schema
system-schema-behind = { $count ->
    [one] 1 step is missing. Run “galley migrate”.
   *[other] { $count } steps are missing. Run “galley migrate”.
}
system-catalog = Readers
system-catalog-current = They get the newest, version { $version }.
system-catalog-behind = { $count ->
    [one] 1 change has not reached them yet.
   *[other] { $count } changes have not reached them yet.
}
system-jobs = Jobs
system-jobs-counts = { $waiting ->
    [0] None waiting
    [one] 1 waiting
   *[other] { $waiting } waiting
}, { $failed ->
    [0] none given up.
    [one] 1 given up.
   *[other] { $failed } given up.
}
system-cache = Cache
system-cache-use = { $used } of { $capacity } in use.
system-program = Program
system-version = Galley
system-build-release = built for use
system-build-development = built for development: slower
system-started = Running since
system-uptime = for { $time }
system-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
system-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
system-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
system-size = Size
system-steps = Schema steps taken
system-configuration = Configuration
system-configuration-lead = Set by environment variables when Galley starts. Passwords are not shown.
system-variable = Variable
system-value = Value
system-origin = From
system-origin-default = default
system-origin-environment = environment
system-origin-file = file
system-not-set = not set
system-unknown = { $count ->
    [one] 1 variable means nothing to Galley. Is it misspelt? { $names }
   *[other] { $count } variables mean nothing to Galley. Are they misspelt? { $names }
}
