"""Items held against a schema that the user points to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsqa.errors import InputError
from newsqa.readers.xml_files import lxml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# So many things that do not fit are told of an item: the first are what the others come from.
_MOST = 20

# What does not fit: the line (null where that is not known) and the reason, in the schema's own words.
Misfits = list[list[Any]]


def check_schema(format: str, path: str) -> None:
    """Raise InputError where the schema for a format cannot be used."""
    (_json_schema if format == "ninjs" else _xml_schema)(path)


def xml_misfits(item: Element, schema: str) -> Misfits:
    """Return what in an XML item does not fit an XML Schema; InputError where the schema cannot be used."""
    loaded = _xml_schema(schema)
    if loaded.validate(item):
        return []
    return [[error.line, error.message] for error in list(loaded.error_log)[:_MOST]]


@lru_cache(8)
def _xml_schema(path: str) -> Any:
    etree = lxml()
    try:
        parsed = etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False))
        return etree.XMLSchema(parsed)
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError, OSError) as error:
        raise InputError(f"{path}: the schema cannot be used: {error}") from None


def json_misfits(item: dict[str, Any], schema: str) -> Misfits:
    """Return what in a JSON item does not fit a JSON Schema; InputError where the schema cannot be used."""
    from referencing.exceptions import Unresolvable

    try:
        found = sorted(_json_schema(schema).iter_errors(item), key=lambda error: error.json_path)
    except Unresolvable as error:
        raise InputError(
            f"cannot be held against {schema}: that refers to {error.ref}, and only what is in the file itself is known"
        ) from None
    return [[None, f"{error.json_path}: {error.message}"[:500]] for error in found[:_MOST]]


@lru_cache(8)
def _json_schema(path: str) -> Any:
    import json
    from pathlib import Path

    try:
        import jsonschema
    except ImportError:
        raise InputError(
            'JSON is held against a schema with jsonschema: pip install "newsqa[schemas]"'
        ) from None
    try:
        schema = json.loads(Path(path).read_text("utf-8-sig"))
        kind = jsonschema.validators.validator_for(schema, jsonschema.Draft7Validator)
        kind.check_schema(schema)
    except (OSError, ValueError, jsonschema.SchemaError) as error:
        raise InputError(f"{path}: the schema cannot be used: {error}"[:500]) from None
    # A reference to an address would be fetched: only what is in the file itself is known.
    return kind(schema, registry=_local_registry())


def _local_registry() -> Any:
    import referencing

    return referencing.Registry()
