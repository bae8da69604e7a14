"""Data Docs: the pages of Great Expectations about a report."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from great_expectations.core import ExpectationSuite, RunIdentifier
from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)

from newsqa.errors import NewsqaError
from newsqa.gx.rendering import OURS, escaped
from newsqa.gx.validation import RUN_NAME, to_result

if TYPE_CHECKING:
    from newsqa.report import Report

_BATCH = "articles"


# GX's logo comes with the pages, yet they fetch it, with the time in the address, from the makers of GX.
_LOGO = re.compile(r"https://great-expectations-web-assets\.[^\"]*/(logo-long\.png)\?[^\"]*")


def write_data_docs(report: Report, folder: str | Path) -> Path:
    """Write the Data Docs about a report into a folder, whole or not at all, and return the page with the results.

    ``index.html`` links to it. A browser fetches styles and scripts of the pages from public servers (Bootstrap, jQuery and
    others of GX's choice); without them the results are legible but plain, and the index is empty. A folder with Data Docs in it is replaced. NewsqaError when it holds something else, or cannot be written.
    """
    target = Path(folder)
    if target.exists() and not _is_ours(target):
        raise NewsqaError(f"{folder} holds something else than Data Docs: take another folder")
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        temporary.chmod(0o755)
        page = _build(report, temporary).relative_to(temporary)
        if target.exists():
            shutil.rmtree(target)
        temporary.replace(target)
        return target / page
    except OSError as error:
        raise NewsqaError(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    return ((folder / "index.html").is_file() and (folder / "validations").is_dir()) or not any(
        folder.iterdir()
    )


def _build(report: Report, folder: Path) -> Path:
    """Write the site into a folder and return the page with the results."""
    result = to_result(report)
    # The name becomes that of files.
    result.suite_name = re.sub(r"[^\w-]+", "-", result.suite_name)[:60].strip("-") or "suite"
    for one in result.results:
        if one.expectation_config and not one.expectation_config.type.startswith(OURS):
            one.result = escaped(one.result)  # those of GX put values into the page as they are
    expected = [one.expectation_config.to_domain_obj() for one in result.results if one.expectation_config]
    suite = ExpectationSuite(name=result.suite_name, expectations=expected)
    site = {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": os.fspath(folder.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    context = EphemeralDataContext(
        DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            data_docs_sites={"newsqa": site},
            analytics_enabled=False,
        )
    )
    run = RunIdentifier(run_name=RUN_NAME, run_time=report.context.reference_time)
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(suite.name), run, _BATCH)
    context.expectations_store.add(ExpectationSuiteIdentifier(suite.name), suite)
    context.validation_results_store.set(key, result)
    context.build_data_docs()
    for page in folder.rglob("*.html"):
        up = "../" * (len(page.relative_to(folder).parts) - 1)
        page.write_text(_LOGO.sub(rf"{up}static/images/\1", page.read_text("utf-8")), "utf-8")
    results = next((folder / "validations").rglob("*.html"), None)
    if results is None:  # GX logs what goes wrong, and goes on
        raise NewsqaError("Great Expectations could not write the page with the results: its log says why")
    return results
