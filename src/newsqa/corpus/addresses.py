"""Addresses as keys: what two URLs of one article have in common."""

from __future__ import annotations

import re

from newsqa.rules.metadata.tracked_url import is_tracking

_PLAIN = re.compile(r"(?:https?:)?//(?:www\.)?", re.IGNORECASE)


def address_key(url: str | None) -> str | None:
    """Return the form that all addresses of one article share, or None where the URL names no article.

    Scheme, "www.", the case of the host, tracking parameters, the order of the others, a fragment that only scrolls and
    a slash at the end do not count. An address without a path and parameters is a site's, not an article's.
    """
    if url is None:
        return None
    url = url.strip()
    start = _PLAIN.match(url)
    rest = url[start.end() :] if start else url
    page, _, fragment = rest.partition("#")
    page, _, query = page.partition("?")
    host, slash, path = page.rstrip("/").partition("/")
    if not start and not slash:
        return None
    kept = sorted(p for p in query.split("&") if p and not is_tracking(p)) if query else []
    shown = fragment if fragment[:1] in ("!", "/") else ""  # pages that scripts load by their fragment
    if not (path or kept or shown):
        return None
    # Separators that none of the parts holds.
    return "\n".join((f"{host.lower()}/{path}", *kept, shown))
