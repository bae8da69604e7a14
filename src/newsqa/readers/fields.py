"""Which column or key of the input is which field of an article: the one table of usual names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from newsqa.errors import InputError

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "article_id": ("id", "guid", "uuid", "_id", "doc_id", "document_id"),
    "title": ("headline", "heading"),
    "text": (
        "body",
        "content",
        "maintext",
        "article_text",
        "article_body",
        "full_text",
        "plain_text",
        "raw_content",
        "article",
        "story",
    ),
    "published": (
        "date",
        "date_publish",
        "publish_date",
        "published_at",
        "date_published",
        "published_date",
        "publication_date",
        "pub_date",
        "datetime",
    ),
    "modified": (
        "date_modify",
        "date_modified",
        "modified_at",
        "modified_date",
        "updated",
        "updated_at",
        "last_modified",
        "lastmod",
    ),
    "publisher": (
        "source",
        "site",
        "site_name",
        "source_domain",
        "outlet",
        "newspaper",
        "domain",
        "hostname",
    ),
    "url": ("link", "canonical_url", "source_url", "permalink", "href", "uri"),
    "language": ("lang", "language_code", "lang_code"),
    "wordcount": ("num_words", "n_words"),
    "charcount": ("character_count", "num_chars", "n_chars"),
    "authors": ("author", "byline", "creator"),
    "fetched": (
        "fetched_at",
        "crawled",
        "crawled_at",
        "crawl_date",
        "date_crawled",
        "date_download",
        "download_date",
        "scraped_at",
        "retrieved",
        "retrieved_at",
    ),
    "item_metadata": (),
}
"""From each field of an article to the other names it usually has, the preferred one first.

Upper and lower case, ``_``, ``-`` and spaces make no difference (``datePublished`` is ``date_published``). The
field's own name wins over every other name; of several others the first in this table wins. A suite's ``[fields]``
wins over the table.
"""

FIELDS: tuple[str, ...] = tuple(USUAL_NAMES)

_NAME_CHARS = 60  # of a name in an error message
_SHOWN = 40  # names listed in an error message before it says how many more there are


def usual_names() -> list[tuple[str, tuple[str, ...]]]:
    """List the table for people and docs: each field with all names found without a mapping, in their order."""
    return [(field, (field, *names)) for field, names in USUAL_NAMES.items()]


def fold(name: str) -> str:
    """Return what two names must share to count as the same name."""
    return re.sub(r"[\s_-]", "", name).lower()


class FieldMap(NamedTuple):
    """The fields of one run.

    ``named`` holds what the user mapped (field to column, dots lead into nested columns); ``dropped`` the fields
    the user does not want read at all, whatever the columns are called. ``contracts`` are the columns that contracts are
    about, which are handed on as they are besides.
    """

    named: Mapping[str, str]
    dropped: frozenset[str]
    contracts: tuple[str, ...] = ()

    @classmethod
    def of(cls, fields: Mapping[str, str | None] | None, contracts: Iterable[str] = ()) -> FieldMap:
        """Check a user's mapping; raises InputError for a field that articles do not have."""
        fields = fields or {}
        for field, name in fields.items():
            if field not in USUAL_NAMES:
                raise InputError(f"articles have no field {field!r}; the fields are {', '.join(FIELDS)}")
            if name is not None and not isinstance(name, str):
                raise InputError(f"the field {field} is mapped to {name!r}; a column's name is needed")
        if "text" in fields and fields["text"] is None:
            raise InputError("the field text cannot be left out: it is what is checked")
        return cls(
            named={field: name for field, name in fields.items() if name is not None},
            dropped=frozenset(field for field, name in fields.items() if name is None),
            contracts=tuple(contracts),
        )

    def match(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Find the fields among the names of a record or a table.

        Returns field to path: one name, or several where a mapped name with dots leads into a nested value (not
        checked to exist further than its first part). Fields that are not there are left out.
        """
        present = set(names)
        folded: dict[str, str] = {}
        for name in names:
            folded.setdefault(fold(name), name)
        found: dict[str, tuple[str, ...]] = {}
        for field, usual in USUAL_NAMES.items():
            if field in self.dropped:
                continue
            if field in self.named:
                path = _mapped(self.named[field], present, folded)
                if path is not None:
                    found[field] = path
                continue
            for name in (field, *usual):
                hit = name if name in present else folded.get(fold(name))
                if hit is not None:
                    found[field] = (hit,)
                    break
        return found

    def contracted(
        self, names: Collection[str], found: Mapping[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        """Return where the columns are that contracts are about: a column of that very name, else what is read as the field.

        Dots lead into nested values (not checked to exist further than the first part). ``found`` is what `match` returned.
        """
        paths: dict[str, tuple[str, ...]] = {}
        for contract in self.contracts:
            head, _, rest = contract.partition(".")
            if contract in names:
                paths[contract] = (contract,)
            elif rest and head in names:
                paths[contract] = (head, *rest.split("."))
            elif contract in found:
                paths[contract] = found[contract]
        return paths

    def require(self, where: str, names: Sequence[str], found: Iterable[str]) -> None:
        """Raise InputError when a mapped column or the text is not among the columns of a table."""
        found = set(found)
        for field, name in self.named.items():
            if field not in found:
                raise InputError(f"{where} has no column {name!r} (mapped to {field}); {_columns(names)}")
        if "text" not in found:
            raise no_text(where, names)


def no_text(where: str, names: Sequence[str], what: str = "column") -> InputError:
    """Return the error for input in which nothing is called text or by a usual name of it."""
    return InputError(
        f"{where} has no {what} with the text of an article; {_columns(names, what)}. Say which one it is: "
        f'--field text=… on the command line, [fields] text = "…" in the suite, or fields={{"text": "…"}}'
    )


def _mapped(name: str, present: set[str], folded: Mapping[str, str]) -> tuple[str, ...] | None:
    if name in present:
        return (name,)
    if fold(name) in folded:
        return (folded[fold(name)],)
    head, _, rest = name.partition(".")
    if not rest:
        return None
    if head not in present:
        if fold(head) not in folded:
            return None
        head = folded[fold(head)]
    return (head, *rest.split("."))


def _columns(names: Sequence[str], what: str = "column") -> str:
    if not names:
        return f"it has no {what}s"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    shown = ", ".join(
        name if len(name) <= _NAME_CHARS else f"{name[:_NAME_CHARS]}…" for name in names[:_SHOWN]
    )
    return f"its {what}s are {shown}{more}"
