"""The source of an article: its declared publisher, else the registered domain of its address."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsqa import arrow
from newsqa.text.fold import fold

if TYPE_CHECKING:
    from newsqa.view import View

# Behind the scheme: user and password, the host, a port.
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#@:]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\d.]+|\[.*")  # an IP address is no domain


def source_column(view: View) -> pa.Array:
    """Return the source of each article of a batch, folded; null where none is known.

    It is the declared publisher, else the registered domain of the declared URL ("example.co.uk" of
    "https://www.example.co.uk/a"), by the public suffix list.
    """
    publishers, urls = view.declared("publisher"), view.declared("url")
    names = [
        _folded(publisher) if publisher else (domain(url) if url else None)
        for publisher, url in zip(publishers, urls, strict=True)
    ]
    return arrow.repeated(names)


def domain(url: str) -> str | None:
    """Return the registered domain of an address, or None where it has none."""
    found = _HOST.match(url.strip())
    return _registered(found[1].casefold()) if found else None


@lru_cache(100_000)
def _folded(publisher: str) -> str | None:
    return fold(publisher) or None


@lru_cache(100_000)
def _registered(host: str) -> str | None:
    host = host.strip(".")
    if not host or _ADDRESS.fullmatch(host):
        return None
    name: str | None = _suffixes().privatesuffix(host)
    return name


@cache
def _suffixes() -> Any:
    """Return the public suffix list, which takes a tenth of a second to load."""
    return import_module("publicsuffixlist").PublicSuffixList()
