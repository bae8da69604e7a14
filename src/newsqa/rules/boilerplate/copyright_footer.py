"""BLR007 copyright-footer: a notice of rights as a line of the text.

What it does
    Flags lines that say who holds the rights or that copying is forbidden: "© 2021 …", "All rights reserved", licences
    and their like, in the languages of the list. The credit of a picture ("© AFP") is none, nor is "All rights reserved"
    where a sub-head may stand.

Why it matters
    The notice belongs into the metadata (``copyrightnotice``); in the text its year is read as a date and its holder as
    a person or a place of the story.

Example
    ``© 2021 Fenland Courier. All rights reserved.`` as the last line; mended: the line removed.

Fix safety
    Unsafe: the line may hold a condition of use that must stay with the text. No fix at all where no source is declared
    or stands elsewhere in the text: the notice may be the only one (see SRC001 missing-source).

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.boilerplate.topic_lines import topic_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.view import View

_TOPIC = "copyright_lines"


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the notices of rights."""
    for row, block, start, end, line in topic_lines(view, _TOPIC):
        if line.exact and _may_be_subhead(view, row, block):
            continue
        edit = deletion(view, row, start, end, safe=False) if _may_go(view, row) else None
        yield Hit(row, "a notice of rights is not part of the article", start, end, edit=edit)


def _may_be_subhead(view: View, row: int, block: int) -> bool:
    """Tell whether a line without a final stop stands between paragraphs, as a sub-head of a story about rights does."""
    if not view.blocks.first[row] < block < view.blocks.first[row + 1] - 1 or view.plain_ends[block]:
        return False
    return bool(view.running[block - 1] and view.running[block + 1])


def _may_go(view: View, row: int) -> bool:
    """Tell whether an article's notices of rights may go: a source is declared or stands elsewhere in the text."""
    if view.has("authors")[row] or view.has("publisher")[row]:
        return True
    first = int(view.blocks.first[row])
    notices = {block - first for block, line in view.boilerplate_lines[row].items() if line.topic == _TOPIC}
    return any(mention.index not in notices for mention in view.sources(row).mentions)


RULE = Rule("BLR007", "copyright-footer", "info", __name__, check, fix="unsafe")
