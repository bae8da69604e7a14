"""Faults of declared titles, addresses and counts."""

from __future__ import annotations

from random import Random
from urllib.parse import urlencode

from ..cases import Case, Fault, Place, fold, variant
from ..sheet import UNSPACED


@variant("MET001", "another story's title")
def other_title(case: Case, rng: Random) -> Fault | None:
    others = [
        o.title for o in case.others if o.language == case.language and o.title and o.title != case.title
    ]
    if not case.declared or not others or not case.title:
        return None
    title = rng.choice(others)
    columns = case.columns | {"text": case.plain.text, "title": title}
    return Fault(columns, (Place(0, len(title), "title"),), also=(Place(0, len(case.title)),))


@variant("MET002", "none")
def no_url(case: Case, rng: Random) -> Fault | None:
    if not case.columns.get("url"):
        return None
    return Fault(case.columns | {"url": rng.choice((None, "", " "))})


@variant("MET002", "no absolute address")
def bad_url(case: Case, rng: Random) -> Fault | None:
    if not case.columns.get("url"):
        return None
    forms = (
        "/news/politics/story-81.html",
        "story-81.html",
        "www.example.com/story",
        "ftp://example.com/story",
        "javascript:void(0)",
        "http://",
        "https:///story",
        "#",
        "file:///tmp/story.html",
        "example.com/story?id=7",
    )
    return case.declare("url", rng.choice(forms))


_TRACKING = (
    {"utm_source": "newsletter", "utm_medium": "email"},
    {"utm_campaign": "spring"},
    {"fbclid": "IwAR0kz8aLQ2x"},
    {"gclid": "Cj0KCQjw9ZG"},
    {"xtor": "RSS-3208"},
    {"mc_cid": "8f2a1", "mc_eid": "77b0"},
    {"igshid": "MzRlODBiNWFlZA"},
    {"at_medium": "RSS", "at_campaign": "KARANGA"},
    {"msclkid": "5e1f0a"},
    {"utm_source": "twitter", "id": "99"},
    {"dclid": "CPmA"},
    {"yclid": "77120"},
)


@variant("MET003", "parameters")
def tracked(case: Case, rng: Random) -> Fault | None:
    url = case.columns.get("url")
    if not url or "#" in url:
        return None
    return case.declare("url", url + ("&" if "?" in url else "?") + urlencode(rng.choice(_TRACKING)))


@variant("MET003", "behind the hash")
def tracked_hash(case: Case, rng: Random) -> Fault | None:
    url = case.columns.get("url")
    if not url or "#" in url:
        return None
    return case.declare("url", url + rng.choice(("#xtor=RSS-3208", "#utm_source=rss&utm_medium=feed")))


def _suffixed(case: Case, suffix: str) -> Fault | None:
    title = case.columns.get("title")
    if not title:
        return None
    return case.declare("title", title + suffix, len(title))


@variant("MET004", "the declared publisher")
def publisher(case: Case, rng: Random) -> Fault | None:
    name = case.columns.get("publisher")
    if not name or fold(name) in fold(case.title or ""):
        return None
    return _suffixed(case, rng.choice((" - ", " | ", " – ", " — ", " · ", " :: ")) + name)


@variant("MET004", "a section and the declared publisher")
def section(case: Case, rng: Random) -> Fault | None:
    name = case.columns.get("publisher")
    if not name or fold(name) in fold(case.title or ""):
        return None
    return _suffixed(case, f" | {rng.choice(('News', 'Sport', 'Politik', 'Monde'))} | {name}")


@variant("MET004", "a site that is not declared")
def site(case: Case, rng: Random) -> Fault | None:
    return _suffixed(
        case,
        rng.choice((" - Example.com", " | The Daily Example", " - News.example.org", " | Example Online")),
    )


def _miscounted(case: Case, column: str, right: int, rng: Random) -> Fault | None:
    """Declare a number that is far from the right one; the clean article declares the right one."""
    if not case.declared or right < 20:
        return None
    wrong = str(round(right * rng.choice((0.3, 0.5, 0.7, 1.4, 2, 3.5))))
    place = Place(0, len(wrong), column)
    return Fault(case.columns | {column: wrong}, (place,), clean=case.columns | {column: str(right)})


@variant("MET005", "words")
def words(case: Case, rng: Random) -> Fault | None:
    if UNSPACED.search(case.text):
        return None
    return _miscounted(case, "wordcount", len(case.text.split()), rng)


@variant("MET005", "characters")
def characters(case: Case, rng: Random) -> Fault | None:
    return _miscounted(case, "charcount", len(case.text), rng)
