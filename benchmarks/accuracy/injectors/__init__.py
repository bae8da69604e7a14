"""The faults, one module a family; importing this package registers all of them."""

from . import (
    boilerplate,
    dates,
    declared_dates,
    duplication,
    io,
    language,
    length,
    metadata,
    sources,
    structure,
    text,
    typing,
)

__all__ = [
    "boilerplate",
    "dates",
    "declared_dates",
    "duplication",
    "io",
    "language",
    "length",
    "metadata",
    "sources",
    "structure",
    "text",
    "typing",
]
