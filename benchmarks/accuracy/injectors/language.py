"""Faults of declared languages."""

from __future__ import annotations

from random import Random

from ..cases import Case, Fault, Place, variant

_NAMES = {
    "en": "English",
    "fr": "français",
    "de": "Deutsch",
    "es": "Español",
    "it": "italiano",
    "pt": "Português",
    "nl": "Nederlands",
    "pl": "polski",
    "ru": "русский",
    "tr": "Türkçe",
    "ar": "العربية",
    "zh": "中文",
    "ja": "日本語",
}
_COUNTRIES = {"en": "GB", "zh": "CN", "ja": "JP", "ar": "EG", "pt": "BR"}


@variant("LNG001", "none")
def none(case: Case, rng: Random) -> Fault | None:
    if not case.declared or not case.columns.get("language"):
        return None
    return Fault(case.columns | {"language": rng.choice((None, "", " "))})


@variant("LNG002", "another language's tag")
def other_tag(case: Case, rng: Random) -> Fault | None:
    if not case.columns.get("language") or len(case.text) < 300:
        return None
    near = {"pt": "es", "es": "pt", "nl": "de", "de": "nl", "ru": "uk"}
    others = [code for code in _NAMES if code != case.language]
    return case.declare("language", rng.choice([*others, near.get(case.language, others[0])]))


@variant("LNG002", "another language's text")
def other_text(case: Case, rng: Random) -> Fault | None:
    if not case.columns.get("language"):
        return None
    others = [other for other in case.others if other.language != case.language and len(other.text) > 300]
    if not others:
        return None
    other = rng.choice(others)
    body = other.sheet()
    columns = case.columns | {"text": body.text, "title": other.title}
    return Fault(
        columns, (Place(0, len(case.columns["language"]), "language"),), also=(Place(0, len(body.text)),)
    )


@variant("LNG004", "an underscore")
def underscore(case: Case, rng: Random) -> Fault | None:
    country = _COUNTRIES.get(case.language, case.language.upper())
    return case.declare(
        "language", rng.choice((f"{case.language}_{country}", f"{case.language}_{country}.UTF-8"))
    )


@variant("LNG004", "the language's name")
def name(case: Case, rng: Random) -> Fault | None:
    return case.declare("language", _NAMES[case.language]) if case.language in _NAMES else None


@variant("LNG004", "no tag at all")
def nonsense(case: Case, rng: Random) -> Fault | None:
    return case.declare(
        "language", rng.choice(("1", "x", "und efined", "null/none", f"{case.language}-", "-", "12-34"))
    )
