"""What the tests of pandera share."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from validated_articles import FORMS, SUITE

from newsqa import Suite
from newsqa.integrations.frames import NotEvaluatedWarning


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def suite():
    def write(text=SUITE):
        Path("own.toml").write_text(text, "utf-8")
        return Suite.load("own.toml")

    return write


@pytest.fixture(params=FORMS)
def form(request):
    """A backend, and how it holds rows."""
    return request.param.split()[0], FORMS[request.param]


@pytest.fixture
def failed():
    """Validate a frame; return the names of the checks that fail, "" where all is well."""
    from pandera.errors import SchemaErrors

    def validate(schema, frame):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotEvaluatedWarning)
            try:
                schema.validate(frame, lazy=True)
                return []
            except SchemaErrors as found:
                errors = found.schema_errors
        assert "CHECK_ERROR" not in {error.reason_code.name for error in errors}
        return sorted(getattr(error.check, "name", error.check) for error in errors)

    return validate
