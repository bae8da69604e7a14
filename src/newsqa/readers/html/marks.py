"""What the names of elements, classes and roles say of a part of a page, as bits."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

ASIDE = 1  # menus, teasers, comments, forms: no part of the article
CAPTION = 2
LEDE = 4
AUTHOR = 8
DATE = 16
HIDDEN = 32
LINK = 64
PUBLISHED = 128  # a date of publication

_ROLES = {
    "navigation": ASIDE, "complementary": ASIDE, "contentinfo": ASIDE, "menu": ASIDE, "menubar": ASIDE, "dialog": ASIDE,
    "alert": ASIDE, "search": ASIDE, "toolbar": ASIDE, "tablist": ASIDE, "listbox": ASIDE, "form": ASIDE,
}  # fmt: skip

_TAGS = {
    "nav": ASIDE, "footer": ASIDE, "aside": ASIDE, "menu": ASIDE, "form": ASIDE, "button": ASIDE, "dialog": ASIDE,
    "figure": CAPTION, "figcaption": CAPTION,
}  # fmt: skip

_WORDS = {
    ASIDE: """related relatedarticles recommend recommended recommendation recommendations recirc recirculation newsletter
        newsletters signup subscribe promo promotion promotions promobox share sharing sharebar shares social
        socials comments comment disqus sidebar footer breadcrumb breadcrumbs crumbs menu nav navigation navbar advert
        advertisement advertising adslot banner sponsor sponsored outbrain taboola popup popover modal overlay
        cookie cookies consent toolbar tags tag topics keywords readmore popular trending mostread poll quiz login register
        affiliate pagination pager teasers teaserlist bio biography aboutauthor morefrom linklist
        linkbox toc tableofcontents tablecontents callout donate donation membership follow notification notifications tooltip dropdown rating
        ratings feedback disclaimer copyright carousel gallery slideshow slider player video skip sitemap tweet twitter instagram facebook tiktok youtube whatsapp""",
    CAPTION: "caption captions lightbox figcaption legend bildunterschrift imagecaption photocaption credit credits bildunterschrift",
    LEDE: """lead lede intro introduction summary standfirst subtitle subheadline dek deck abstract chapo chapeau ingress
        vorspann sommario entradilla bajada leadtext introtext leadin kicker sapo""",
    AUTHOR: "author authors byline bylines autor autoren autore autori auteur auteurs writer writers reporter signature firma",
    DATE: "date dateline datetime timestamp published publish pubdate datum fecha data publication posted updated time",
    HIDDEN: "hidden invisible",
    PUBLISHED: "published publish pubdate publication posted",
}  # fmt: skip

_BITS: dict[str, int] = {}
for _bit, _words in _WORDS.items():
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | _bit
_NAMES = re.compile(
    r"""(?<![^\s"'])(class|id|role|style|hidden|aria-hidden|data-(?:testid|component|type|module|qa))"""
    r"""(?![^\s=])(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX = 400  # characters of a value that are looked at


@lru_cache(4096)
def marks(tag: str, told: str) -> int:
    """Return what an element's name and attributes say of what it holds."""
    found = _TAGS.get(tag, 0)
    for name, double, single, bare in _NAMES.findall(told):
        value = (double or single or bare)[:_MAX]
        name = name.lower()
        if name == "role":
            found |= _ROLES.get(value.strip().lower(), 0)
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            found |= HIDDEN
        elif name == "style":
            found |= HIDDEN if _NONE.search(value) else 0
        else:
            found |= _of_words(value)
    return found


@lru_cache(8192)
def _of_words(value: str) -> int:
    found = 0
    words = [word.lower() for word in _SPLIT.findall(value)]
    for word in words:
        found |= _BITS.get(word, 0)
    for first, second in pairwise(words):
        found |= _BITS.get(first + second, 0)
    return found
