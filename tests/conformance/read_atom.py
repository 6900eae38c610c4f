"""What feedparser reads of the feed in a file, as JSON. Anything that it had to forgive is an error."""

import calendar
import json
import sys

import feedparser


def seconds(at):
    return calendar.timegm(at)


# The HTML as it came: what it does to it is not looked at here.
feed = feedparser.parse(sys.argv[1], sanitize_html=False, resolve_relative_uris=False)
if feed.bozo:
    sys.exit(f"not well-formed: {feed.bozo_exception!r}")
json.dump(
    {
        "version": feed.version,
        "encoding": feed.encoding,
        "language": feed.feed.language,
        "title": feed.feed.title,
        "id": feed.feed.id,
        "updated": seconds(feed.feed.updated_parsed),
        "author": feed.feed.author,
        "links": {link.rel: link.href for link in feed.feed.links},
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "link": entry.link,
                "published": seconds(entry.published_parsed),
                "updated": seconds(entry.updated_parsed),
                "authors": [author.name for author in entry.get("authors", [])],
                "topics": [tag.term for tag in entry.get("tags", [])],
                "summary": entry.summary,
                "content": [[part.type, part.base, part.value] for part in entry.content],
            }
            for entry in feed.entries
        ],
    },
    sys.stdout,
)
