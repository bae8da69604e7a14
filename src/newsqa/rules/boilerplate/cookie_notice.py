"""BLR002 cookie-notice: consent text or a consent button inside the text.

What it does
    Flags lines of consent banners: that the site uses cookies, what the reader agrees to, the buttons and settings, in
    the languages of the phrase list. The whole line must match; a report on cookies and privacy law does not. In other
    words, and in paragraphs of up to 1,500 bytes, a notice is known by naming cookies, the page as its own ("our site") and
    two of: the reader, a choice, a purpose. What stands in quotation marks does not count. Buttons of a word ("Save") count where
    a longer line of a banner stands in the article as well.

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
from newsqa.rules.boilerplate.topic_lines import TopicLine, topic_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.view import View

_BUTTON_BYTES = 14


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the lines of consent banners."""
    runs: list[list[TopicLine]] = []
    for line in topic_lines(view, "consent_notices"):
        if runs and (runs[-1][-1].row, runs[-1][-1].block + 1) == (line.row, line.block):
            runs[-1].append(line)
        else:
            runs.append([line])
    banners = {line.row for run in runs for line in run if line.end - line.start > _BUTTON_BYTES}
    for run in (run for run in runs if run[0].row in banners):
        # One edit for the whole banner: without its text its buttons would not be known any more.
        edit = deletion(view, run[0].row, run[0].start, run[-1].end, safe=False)
        for line in run:
            yield Hit(line.row, "a cookie notice is not part of the article", line.start, line.end, edit=edit)


RULE = Rule("BLR002", "cookie-notice", "warning", __name__, check, fix="unsafe")
