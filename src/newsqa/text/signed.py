"""Signed manifests in text: bytes hidden in variation selectors behind U+FEFF (C2PA)."""

from __future__ import annotations

from newsqa.text.lazy import lazy

_MARK = b"\xef\xbb\xbf"  # U+FEFF, where no file begins any more
_LEAST = 16  # one or two variation selectors stand behind many an emoji
_MANIFEST = lazy(
    _MARK + rb"(?:\xef\xb8[\x80-\x8f]|\xf3\xa0(?:[\x84-\x86][\x80-\xbf]|\x87[\x80-\xaf])){%d,}" % _LEAST
)


def manifests(raw: bytes) -> list[tuple[int, int]]:
    """Return the spans of the manifests in UTF-8 bytes."""
    return [found.span() for found in _MANIFEST.finditer(raw)] if _MARK in raw else []
