"""SRC007 unattributed-quote: a quotation of which nothing says who spoke.

What it does
    Takes the quotations of whole sentences in paragraphs and looks for a reporting verb, a colon or a dash with a speaker in the
    same paragraph or in the sentences before and behind it. Title, sub-heads, captions and the answers of interviews are
    exempt. Only articles in languages whose words of speech are known are judged.

Why it matters
    A statement that cannot be traced to a speaker cannot be checked.

Example
    ``"They will come in their millions."`` alone; mended: ``"They will come in their millions", said Jason Miller.``

Fix safety
    No fix: the speaker is not in the text.

Options
    min_words: shorter quotations are not judged (6). verbs: more words that report speech; none by default.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.text.prose import count_words, ends_sentence
from newsqa.text.quotations import OPENING_MARKS, is_reported, languages, quotations
from newsqa.view import View

# Bytes before and behind that are read: the rest of the sentence and the one next to it.
_NEAR = 200
# A quotation of six words has more bytes; one with more is two quotations and what stands between them.
_MIN_BYTES = 20
_MAX_BYTES = 2000
_JUDGED = ("lede", "paragraph")


class Options(NamedTuple):
    """Options of unattributed-quote."""

    min_words: int = 6
    verbs: tuple[str, ...] = ()


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the quotations without a speaker."""
    for match in quotations().finditer(view.scan):
        start, end = match.span()
        if not _MIN_BYTES <= end - start <= _MAX_BYTES:
            continue
        start += match.group()[:1].isspace() or match.group()[:1] == b"("
        quote = view.raw[start:end].decode("utf-8", "ignore").strip('“”„«»「」" \u00a0\u202f')
        words = count_words(quote)
        if words < options.min_words or not ends_sentence(quote) or not quote[:1].isupper():
            continue
        block = view.block_of(start)
        row = int(view.blocks.article[block])
        if _is_reported(view, block, row, start, end, None, options):
            continue
        language = view.language(row)
        if language not in languages() or _is_reported(view, block, row, start, end, language, options):
            continue
        if view.row_blocks(row)[block - int(view.blocks.first[row])].role in _JUDGED:
            yield Hit(row, f"nothing says who spoke these {words} words", start, end,
                      value=words, threshold=options.min_words)  # fmt: skip


def _is_reported(
    view: View, block: int, row: int, start: int, end: int, language: str | None, options: Options
) -> bool:
    low, high = max(int(view.offsets[row]), start - _NEAR), min(int(view.offsets[row + 1]), end + _NEAR)
    if is_reported(view.raw[low:start], view.raw[end:high], language, options.verbs):
        return True
    # A paragraph that goes on with the quotation of the one before has its speaker.
    return (
        block > view.blocks.first[row]
        and start - view.blocks.start[block] < 4
        and view.block_start(block - 1, 1) in OPENING_MARKS
    )


RULE = Rule("SRC007", "unattributed-quote", "info", __name__, check, options=Options, preview=True)
