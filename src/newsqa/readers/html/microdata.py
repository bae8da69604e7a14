"""Microdata: the properties of the article that a page declares in its elements."""

from __future__ import annotations

from newsqa.readers.html.page import Page


class Microdata:
    """The properties of the first item that is an article, else those that stand in none."""

    def __init__(self, page: Page) -> None:
        kinds = [scope.kind.rpartition("/")[2].lower() for scope in page.scopes]
        self._page = page
        self.item = next((i for i, kind in enumerate(kinds) if kind.endswith(("article", "blogposting"))), -1)
        self._values: dict[str, list[str]] = {}
        for name, value, scope in page.properties:
            if scope == self.item or scope == -1:
                self._values.setdefault(name, []).append(value)

    def first(self, name: str) -> str | None:
        """Return the first value of a property."""
        return next((value.strip() for value in self._values.get(name, ()) if value.strip()), None)

    def has(self, path: str) -> bool:
        """Tell whether the article has a property, or the items that are its values have one ("author.url")."""
        name, _, inner = path.partition(".")
        scopes = self._page.scopes
        items = {
            i for i, one in enumerate(scopes) if one.parent == self.item and name in one.itemprop.split()
        }
        if not inner:
            return bool(items) or any(
                key == name and scope == self.item for key, _, scope in self._page.properties
            )
        return any(key == inner and scope in items for key, _, scope in self._page.properties)

    def names(self, name: str) -> list[str]:
        """Return the names of who a property tells: its own values, and the names of the items that are its values."""
        page = self._page
        items = {
            i for i, scope in enumerate(page.scopes)
            if scope.parent == self.item and name in scope.itemprop.split()
        }  # fmt: skip
        told = [value for key, value, scope in page.properties if key == "name" and scope in items]
        if not told:
            told = self._values.get(name, [])
        said = [value.strip() for value in told]
        return list(
            dict.fromkeys(v for v in said if v and not v.startswith(("http://", "https://", "/", "//")))
        )
