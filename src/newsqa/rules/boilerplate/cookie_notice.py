"""BLR002 cookie-notice: consent text or a consent button inside the text.

What it does
    Flags lines of consent banners: that the site uses cookies, what the reader agrees to, the buttons and settings, in
    the languages of the phrase list. The whole line must match; a report on cookies and privacy law does not.

Why it matters
    Banners stand in the page of every site, and scrapers take them for paragraphs. They are about the reader's browser,
    not about the news.

Example
    ``We use cookies to improve your experience.`` before the first paragraph; mended: the line removed.

Fix safety
    Unsafe: an article about cookies may quote a banner.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.boilerplate.topic_lines import topic_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the lines of consent banners."""
    for row, _, start, end, _ in topic_lines(view, "consent_notices"):
        edit = deletion(view, row, start, end, safe=False)
        yield Hit(row, "a cookie notice is not part of the article", start, end, edit=edit)


RULE = Rule("BLR002", "cookie-notice", "warning", __name__, check, fix="unsafe")
