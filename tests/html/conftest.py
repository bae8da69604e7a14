"""A real Chromium that opens pages from files, and complains of every request, every error and every breach of policy."""

import shutil

import pytest
from pages import NOW, SEEDS, checked

import newsqa
from newsqa.reporters import html

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Root, as in containers, cannot have a sandbox.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium():
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def written(tmp_path):
    """Write the page of a report; returns its path."""

    def write(report, lang="en"):
        path = tmp_path / f"report-{lang}.html"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            html.render(report, file, lang=lang)
        return path

    return write


@pytest.fixture
def opened(chromium, written):
    """Open the page of a report, or of articles; at the end nothing was requested, and nothing went wrong."""
    contexts, complaints = [], []

    def open_page(source, fragment="", *, lang="en", width=1400, scripts=True, **options):
        report = source if isinstance(source, newsqa.Report) else checked(source)
        path = written(report, lang)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        address = path.as_uri()
        page.on("request", lambda request: request.url.startswith(address) or complaints.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}#{fragment}" if fragment else address)
        if scripts and report.findings.num_rows:
            page.wait_for_selector(".note")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def seed_report():
    """The report of the seeds."""
    return newsqa.check(SEEDS, reference_time=NOW)
