## Where one starts.

starters = Begin something new
first-week = First steps
first-week-done = { $done } of { $all } done
first-week-step-done = (done)
step-site = Say where the site lives
step-author = Add an author
step-cta = Make a call to action
step-faq = Answer a question
step-article = Publish an article
step-colleague = Invite a colleague
step-token = Make a token for the website

home-nothing = Nothing written yet
home-nothing-text = What you and others work on stands here.
home-drafts = Your drafts
home-drafts-none = Everything that you wrote last is live.
home-lacking = Not complete for readers
home-lacking-text = Yours, and referring to something that is not live.
home-lacks = { $entry } refers to { $other }
home-activity = Lately
home-activity-none = Nothing has been done yet.

deed-created = { $who } began { $what }
deed-updated = { $who } edited { $what }
deed-restored = { $who } restored an older version of { $what }
deed-replaced = { $who } replaced { $what } by another
deed-published = { $who } published { $what }
deed-unpublished = { $who } unpublished { $what }
deed-undone = { $who } took back the last publication of { $what }
deed-trashed = { $who } moved { $what } to the trash
deed-recovered = { $who } recovered { $what }
deed-other = { $who }: { $verb } { $what }
deed-others = { $count ->
    [one] and 1 other
   *[other] and { $count } others
}
