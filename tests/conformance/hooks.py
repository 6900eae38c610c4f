"""What schemathesis must know beside the document: how lines of JSON are sent, and how long an address may be."""

from urllib.parse import urlencode

import schemathesis

# The server takes heads of requests up to 32 KB. It ends longer ones with 431 before it has read an address, so this is
# no answer of a call: as one of them, without a body, it would spoil the types of all.
LONGEST = 24_000


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def filter_query(ctx, query):
    values = (str(value) for value in (query or {}).values())
    return sum(len(urlencode({"": value})) for value in values) < LONGEST
