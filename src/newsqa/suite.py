"""Suites: what is expected of articles, declared in TOML."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from newsqa import rules
from newsqa.errors import SuiteError
from newsqa.rules.base import SEVERITIES, Rule, Severity
from newsqa.text.lazy import lazy

_BUILT_IN = Path(__file__).parent / "suites"
_TOP_KEYS = (
    "name",
    "description",
    "extends",
    "timezone",
    "fields",
    "expect",
    "boilerplate",
    "columns",
    "standards",
)
_EXPECT_KEYS = ("rule", "mostly", "severity", "enabled")
SCHEMA_KEYS = {"ninjs_schema": "ninjs", "newsml_g2_schema": "newsml-g2", "nitf_schema": "nitf"}
_DURATION = lazy(r"(\d+(?:\.\d+)?)\s*(s|m|min|h|d|w)")
_MAX_NUMBER = 2**31 - 1
_UNITS = {"s": "seconds", "m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Expectation(NamedTuple):
    """That articles are free of one rule's flaw.

    ``mostly`` is the share of the evaluated articles that must be free of it (0 to 1), as in Great Expectations.
    """

    rule: Rule
    severity: Severity
    mostly: float = 1.0
    options: Any = None


class Suite(NamedTuple):
    """A named list of expectations, in the order of the catalogue, and the settings they share."""

    name: str
    expectations: tuple[Expectation, ...]
    description: str = ""
    timezone: str | None = None
    fields: Mapping[str, str] = {}
    phrases: tuple[str, ...] = ()
    columns: Mapping[str, Any] = {}
    schemas: Mapping[str, str] = {}
    unselected: frozenset[str] = frozenset()  # codes of checks on columns that are not run

    @classmethod
    def load(cls, source: str | Path) -> Suite:
        """Return a built-in suite by its name, or the one in a TOML file; SuiteError when it is not valid."""
        name = str(source)
        if name in built_in():
            return _load(_BUILT_IN / f"{name}.toml", ())
        path = Path(source)
        if path.suffix != ".toml":
            known = ", ".join(built_in())
            hint = rules.suggestion(name, list(built_in()))
            raise SuiteError(f"there is no suite '{name}'{hint} (built-in: {known}; or give a .toml file)")
        return _load(path, ())

    def select(
        self,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] = (),
        extend: Iterable[str] = (),
        *,
        preview: bool = False,
    ) -> Suite:
        """Return the suite with other rules, chosen by code, prefix, name or "ALL"; what the suite says of them stays.

        ``select`` replaces the suite's rules, ``extend`` adds to them, ``ignore`` takes away. Rules in preview are
        taken only with ``preview`` or when named by their full code or name. SuiteError when nothing matches.
        """
        have = {e.rule.code: e for e in self.expectations}
        contracts = set(rules.CONTRACTS) - self.unselected
        chosen = have.keys() | contracts if select is None else _codes(select, preview=preview)
        if select is not None and chosen <= set(rules.CONTRACTS) and not self.columns:
            raise SuiteError(
                f"{', '.join(select)}: the suite {self.name} has no contracts of columns ([columns.NAME])"
            )
        chosen |= _codes(extend, preview=preview)
        if preview and select is None:
            chosen |= {rule.code for rule in rules.catalogue() if rule.preview}
        chosen |= {
            code for code in rules.TABLE if code.startswith("IO")
        }  # what could not be read is always said
        chosen -= {code for selector in ignore for code in rules.matching(selector)}
        return self._replace(
            expectations=tuple(
                have.get(code) or _default(rules.get(code)) for code in rules.TABLE if code in chosen
            ),
            unselected=frozenset(set(rules.CONTRACTS) - chosen),
        )

    def to_pandera(
        self,
        backend: Literal["pandas", "polars", "pyarrow"] = "pandas",
        *,
        reference_time: dt.datetime | str | None = None,
        timezone: str | None = None,
        fields: Mapping[str, str] | None = None,
        fail_level: Severity = "warning",
    ) -> Any:
        """Return the suite as a DataFrameSchema of pandera: contracts as columns, rules as named checks on the whole frame.

        Args:
            backend: what frames are to be checked: "pandas", "polars" (DataFrame and LazyFrame) or "pyarrow" (Table).
            reference_time: what counts as now, aware or in UTC; the time of each validation by default.
            timezone: IANA name of the zone in which clock times without an offset were written; the suite's by default.
            fields: columns of ARTICLES by the names they have in the frame, such as ``{"text": "content"}``.
            fail_level: the least severity that fails a validation; below it pandera warns.

        Raises:
            NewsqaError: the backend is not known or not installed, or one of the arguments is not valid.
        """
        from newsqa.integrations.pandera import to_schema

        return to_schema(
            self,
            backend,
            reference_time=reference_time,
            timezone=timezone,
            fields=fields,
            fail_level=fail_level,
        )

    @property
    def has_contracts(self) -> bool:
        """Whether there are contracts of columns, and checks of them that are selected."""
        return bool(self.columns) and not self.unselected >= set(rules.CONTRACTS)

    def with_corpus_rules(self, corpus: bool | Literal["only"]) -> Suite:
        """Return the suite without its corpus rules for False, and without the rules on single articles for "only"."""
        if corpus is True:
            return self
        kept = (
            e
            for e in self.expectations
            if e.rule.family == "io" or (e.rule.judge is not None) == (corpus == "only")
        )
        dropped = frozenset(rules.CONTRACTS) if corpus == "only" else self.unselected
        return self._replace(expectations=tuple(kept), unselected=dropped)


def built_in() -> tuple[str, ...]:
    """Return the names of the suites that come with newsqa."""
    return ("scrape", "wire", "publisher", "training")


def _codes(selectors: Iterable[str], *, preview: bool) -> set[str]:
    codes: set[str] = set()
    for selector in selectors:
        found = rules.matching(selector)
        codes |= {code for code in found if preview or len(found) == 1 or not rules.get(code).preview}
    return codes


def _default(rule: Rule) -> Expectation:
    return Expectation(rule, rule.severity, 1.0, rule.options())


def _load(path: Path, parents: tuple[Path, ...]) -> Suite:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SuiteError(f"{path}: there is no such suite file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: the suite cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SuiteError(f"{path}: not valid TOML: {error}") from None
    return _parse(data, path, (*parents, path.resolve()))


def _parse(data: dict[str, Any], path: Path, parents: tuple[Path, ...]) -> Suite:
    _known(data, _TOP_KEYS, path, "")
    base = _extended(data, path, parents)
    have = {e.rule.code: e for e in base.expectations} if base else {}
    for number, entry in enumerate(_typed(data, "expect", list, path, []), 1):
        place = f"expect[{number}]"
        if not isinstance(entry, dict):
            raise SuiteError(f"{path}: {place} must be a table: write [[expect]]")
        expectation = _expectation(entry, have, path, place)
        if expectation is None:
            have.pop(rules.get(entry["rule"]).code, None)
        else:
            have[expectation.rule.code] = expectation
    boilerplate = _typed(data, "boilerplate", dict, path, {})
    _known(boilerplate, ("phrases",), path, "boilerplate.")
    phrases = boilerplate.get("phrases", [])
    if not isinstance(phrases, list) or not all(
        isinstance(phrase, str) and phrase.strip() for phrase in phrases
    ):
        raise SuiteError(f"{path}: boilerplate.phrases must be a list of strings that are not blank")
    return Suite(
        name=_typed(data, "name", str, path, path.stem),
        description=_typed(data, "description", str, path, base.description if base else ""),
        expectations=tuple(have[code] for code in rules.TABLE if code in have),
        timezone=check_timezone(
            _typed(data, "timezone", str, path, base.timezone if base else None), f"{path}: timezone"
        ),
        fields={**(base.fields if base else {}), **_fields(data, path)},
        phrases=(*(base.phrases if base else ()), *phrases),
        columns={**(base.columns if base else {}), **_columns(data, path)},
        schemas={**(base.schemas if base else {}), **_schemas(data, path)},
    )


def _extended(data: dict[str, Any], path: Path, parents: tuple[Path, ...]) -> Suite | None:
    name = _typed(data, "extends", str, path, None)
    if name is None:
        return None
    target = _BUILT_IN / f"{name}.toml" if name in built_in() else path.parent / name
    if target.suffix != ".toml":
        raise SuiteError(
            f"{path}: extends: there is no suite '{name}'{rules.suggestion(name, list(built_in()))}"
        )
    if target.resolve() in parents:
        raise SuiteError(f"{path}: extends: '{name}' extends itself in a circle")
    return _load(target, parents)


def _fields(data: dict[str, Any], path: Path) -> dict[str, str]:
    from newsqa.readers.fields import FIELDS

    mapping = _typed(data, "fields", dict, path, {})
    _known(mapping, FIELDS, path, "fields.")
    for key, value in mapping.items():
        if not isinstance(value, str):
            raise SuiteError(f"{path}: fields.{key} must be the name of a column, as a string")
    return dict(mapping)


def _schemas(data: dict[str, Any], path: Path) -> dict[str, str]:
    """Return the files of the schemas under [standards], by format; a relative one is in the suite's folder."""
    given = _typed(data, "standards", dict, path, {})
    _known(given, tuple(SCHEMA_KEYS), path, "standards.")
    found = {}
    for key, value in given.items():
        if not isinstance(value, str):
            raise SuiteError(f"{path}: standards.{key} must be the name of a file, as a string")
        file = path.parent / value
        if not file.is_file():
            raise SuiteError(f"{path}: standards.{key}: there is no file {file}")
        found[SCHEMA_KEYS[key]] = str(file)
    return found


def _columns(data: dict[str, Any], path: Path) -> dict[str, Any]:
    contracts: dict[str, Any] = _typed(data, "columns", dict, path, {})
    if contracts:
        from newsqa.columns.contract import check_contracts

        check_contracts(contracts, str(path))
    return contracts


def _expectation(
    entry: dict[str, Any], have: dict[str, Expectation], path: Path, place: str
) -> Expectation | None:
    name = entry.get("rule")
    if not isinstance(name, str):
        raise SuiteError(f'{path}: {place} needs rule = "name or code of a rule"')
    try:
        rule = rules.get(name)
    except SuiteError as error:
        raise SuiteError(f"{path}: {place}.rule: {error}") from None
    if rule.family == "columns":
        raise SuiteError(
            f"{path}: {place}.rule: {rule.name} is about columns: declare what you expect under [columns.NAME]"
        )
    place = f"{place} ({rule.name})"
    options = {key: value for key, value in entry.items() if key not in _EXPECT_KEYS}
    before = have.get(rule.code) or _default(rule)
    mostly = _typed(entry, "mostly", (int, float), path, before.mostly, place)
    if isinstance(mostly, bool) or not 0 <= mostly <= 1:
        raise SuiteError(f"{path}: {place}.mostly must be a share between 0 and 1, not {mostly!r}")
    severity = _typed(entry, "severity", str, path, before.severity, place)
    if severity not in SEVERITIES:
        raise SuiteError(f"{path}: {place}.severity must be one of {', '.join(SEVERITIES)}, not '{severity}'")
    chosen = rule_options(rule, options, f"{path}: {place}", before.options)
    if not _typed(entry, "enabled", bool, path, True, place):
        return None
    return Expectation(rule, severity, float(mostly), chosen)


def rule_options(rule: Rule, given: Mapping[str, Any], place: str, base: Any = None) -> Any:
    """Return a rule's options with the given values in place of the base's; SuiteError names what is wrong."""
    declared = get_type_hints(rule.options) if given else {}  # as types, not as they are written
    values = {}
    for key, value in given.items():
        if key not in declared:
            known = f"its options are {', '.join(declared)}" if declared else "it has no options"
            hint = rules.suggestion(key, [*declared, *_EXPECT_KEYS])
            raise SuiteError(f"{place}.{key}: {rule.name} has no such option{hint}; {known}")
        values[key] = _value(value, declared[key], getattr(rule.options(), key), f"{place}.{key}")
    return (base if base is not None else rule.options())._replace(**values)


def _value(value: Any, kind: Any, default: Any, place: str) -> Any:
    """Return a TOML value as the type an option declares."""
    if kind is dt.timedelta:
        found = _DURATION.fullmatch(value) if isinstance(value, str) else None
        if not found:
            raise SuiteError(f'{place} must be a duration such as "60s", "24h" or "2d", not {value!r}')
        try:
            return dt.timedelta(**{_UNITS[found[2]]: float(found[1])})
        except OverflowError:
            raise SuiteError(f"{place}: {value!r} is too long a time") from None
    if kind is dt.date:
        return _day(value, place)
    if kind == tuple[dt.date, ...]:
        if not isinstance(value, list):
            raise SuiteError(f'{place} must be a list of days such as ["1970-01-01"], not {value!r}')
        return tuple(_day(day, place) for day in value)
    if get_origin(kind) is Mapping:
        return _shares(value, get_args(get_args(kind)[0]), place)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise SuiteError(f"{place} must be one of {', '.join(map(repr, get_args(kind)))}, not {value!r}")
        return value
    if kind == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise SuiteError(f"{place} must be a list of strings, not {value!r}")
        if unknown := [v for v in value if default and v not in default]:
            raise SuiteError(f"{place}: '{unknown[0]}' is not one of {', '.join(default)}")
        return tuple(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    expected = {int: "a whole number", float: "a number", bool: "true or false", str: "a string"}
    base = str if kind in (str, str | None) else kind
    if not isinstance(value, base) or (base is int and isinstance(value, bool)):
        raise SuiteError(f"{place} must be {expected[base]}, not {value!r}")
    if not isinstance(value, str) and not 0 <= value <= _MAX_NUMBER:  # false for nan, too
        raise SuiteError(f"{place} must be a number from 0 to {_MAX_NUMBER:,}, not {value!r}")
    if place.endswith(".timezone"):
        return check_timezone(value, place)
    if place.endswith(("_share", "_confidence")) and not isinstance(value, str) and value > 1:
        raise SuiteError(f"{place} must be a share between 0 and 1, not {value!r}")
    return value


def plain(value: Any) -> Any:
    """Return an option's value as JSON and TOML write it."""
    if isinstance(value, dt.timedelta):
        hours, rest = divmod(value, dt.timedelta(hours=1))
        if not rest:
            return f"{hours}h" if hours <= 24 or hours % 24 else f"{hours // 24}d"
        seconds, parts = divmod(value, dt.timedelta(seconds=1))
        return f"{seconds}.{parts.microseconds:06}".rstrip("0").rstrip(".") + "s"
    if isinstance(value, dt.date):
        return value.isoformat()
    return [plain(part) for part in value] if isinstance(value, tuple) else value


def _shares(value: Any, known: tuple[str, ...], place: str) -> dict[str, float]:
    """Return shares by name, each of a known one."""
    if not isinstance(value, Mapping):
        raise SuiteError(f"{place} must be a table of shares such as {{ date = 0.99 }}, not {value!r}")
    for name, share in value.items():
        if name not in known:
            raise SuiteError(
                f"{place}: '{name}' is not one of {', '.join(known)}{rules.suggestion(name, list(known))}"
            )
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise SuiteError(f"{place}.{name} must be a share between 0 and 1, not {share!r}")
    return {name: float(share) for name, share in value.items()}


def _day(value: Any, place: str) -> dt.date:
    """Return a day, written as a string or as TOML's own date."""
    if type(value) is dt.date:
        return value
    try:
        return dt.datetime.strptime(value, "%Y-%m-%d").date()
    except (TypeError, ValueError):
        raise SuiteError(f'{place} must be a day such as "1990-01-01", not {value!r}') from None


def check_timezone(name: str | None, place: str) -> str | None:
    """Return the name of a time zone; SuiteError when there is no such zone."""
    if name is None:
        return None
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        hint = rules.suggestion(name, sorted(zoneinfo.available_timezones()))
        raise SuiteError(f"{place}: there is no time zone '{name}'{hint}") from None
    return name


def _known(data: Mapping[str, Any], keys: tuple[str, ...], path: Path, prefix: str) -> None:
    for key in data:
        if key not in keys:
            raise SuiteError(
                f"{path}: unknown key '{prefix}{key}'{rules.suggestion(key, list(keys))} (known: {', '.join(keys)})"
            )


def _typed(data: Mapping[str, Any], key: str, kind: Any, path: Path, default: Any, place: str = "") -> Any:
    value = data.get(key, default)
    if value is default:
        return value
    if not isinstance(value, kind):
        names = {str: "a string", list: "a list of tables", dict: "a table", bool: "true or false"}
        raise SuiteError(
            f"{path}: {place + '.' if place else ''}{key} must be {names.get(kind, 'a number')}, not {value!r}"
        )
    return value
