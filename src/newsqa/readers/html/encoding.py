"""The encoding of a page, as browsers decide it: byte order mark, Content-Type, ``<meta>``, then by its bytes.

https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding

A saved page has lost its Content-Type, which goes before what it says of itself. Where that is not UTF-8, but the bytes are,
it was served as UTF-8: text in another encoding is hardly ever valid UTF-8.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newsqa.readers.decoding import Decoded, byte_order_mark, decode, detect

_BEFORE = 1024  # bytes in which a declaration is looked for
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[\s/][^>]*", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([a-zA-Z0-9_:.\-]+)", re.IGNORECASE)
# What browsers read under another name than Python knows: https://encoding.spec.whatwg.org/#names-and-labels
_LABELS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "l1": "cp1252", "iso_8859-1": "cp1252", "ansi_x3.4-1968": "cp1252", "iso-8859-9": "cp1254",
    "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "chinese": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "korean": "cp949", "unicode": "utf-16-le", "utf-16": "utf-16-le", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "koi": "koi8_r", "koi8": "koi8_r", "koi8-ru": "koi8_u",
}  # fmt: skip
# The other encodings that browsers read, by their names in Python.
_READ = frozenset(
    [
        "utf-8",
        "utf-16-le",
        "utf-16-be",
        "big5hkscs",
        "big5",
        "euc_jp",
        "iso2022_jp",
        "gb18030",
        "cp866",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "cp874",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "cp932",
        "cp949",
    ]
)


class Text(NamedTuple):
    """The text of a page, its codec, and how many bytes of a mark stood before it."""

    decoded: Decoded
    codec: str
    mark: int


def page_text(data: bytes, content_type: str | None) -> Text | None:
    """Return a page as text; None where it does not look like text."""
    mark = byte_order_mark(data)
    if mark is not None:
        if _is_lost(data[mark[1] :], mark[0]):
            return None
        return Text(decode(data[mark[1] :], mark[0]), *mark)
    codec = _of_label(_CHARSET.search((content_type or "").encode("latin-1", "replace")))
    codec = codec or _declared(data)
    if codec is not None and codec != "utf-8":
        if content_type is None and (served := _as_utf_8(data)) is not None:
            return Text(Decoded(served), "utf-8", 0)
        return Text(decode(data, codec), codec, 0)
    try:
        return Text(Decoded(str(data, "utf-8")), "utf-8", 0)
    except UnicodeDecodeError as error:
        first = error.start
    # Browsers keep to a declared UTF-8 whatever the bytes are; so do we, and say which bytes are lost.
    codec = codec or detect(data[max(0, first - (1 << 16)) : first + (1 << 16)], len(data) <= 1 << 16)
    return Text(decode(data, codec), codec, 0) if codec is not None else None


def _as_utf_8(data: bytes) -> str | None:
    """Return what bytes mean as UTF-8; None for what is not UTF-8, and for ASCII, which tells nothing."""
    if data.isascii():
        return None
    try:
        return str(data, "utf-8")
    except UnicodeDecodeError:
        return None


def _is_lost(data: bytes, codec: str) -> bool:
    """Tell whether the beginning of a page is no text in a wide encoding."""
    start = str(data[: 1 << 16], codec, "replace")
    return len(start) > 64 and start.count("\ufffd") * 3 > len(start)


def _declared(data: bytes) -> str | None:
    """Return the codec that a page declares in its first bytes."""
    head = _COMMENT.sub(b"", data[:_BEFORE])
    found = None
    for meta in _META.findall(head):
        if found := _of_label(_CHARSET.search(meta)):
            break
    # A page that is read as ASCII up to here is in no UTF-16, whatever it says.
    found = found or _of_label(_XML.search(head))
    return "utf-8" if found in ("utf-16-le", "utf-16-be") else found


def _of_label(match: re.Match[bytes] | None) -> str | None:
    if match is None:
        return None
    label = match[1].decode("ascii", "replace").lower()
    try:
        codec = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return codec if codec in _READ else None
