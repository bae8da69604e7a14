"""The page in a real Chromium: what people do with it, and what articles must not do to it."""

import re
from pathlib import Path

import pytest
from pages import checked, count

from good_article import GOOD

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

FLAWED = {
    "title": "Ferry timetable changes in May",
    "published": "2024-05-12T10:00:00Z",
    "url": "https://www.harbour.example/1",
    "text": f"{GOOD}A control\x0bcharacter stands in this last line.\n",
}


# --- filters ---------------------------------------------------------------------------------------------------


def test_filters_narrow_the_list_and_stand_in_the_address(opened, seed_report):
    page = opened(seed_report)
    total = seed_report.findings.num_rows
    assert count(page).startswith(f"{total} findings in ")
    page.get_by_label("error", exact=True).check()
    errors = sum(s == "error" for s in seed_report.findings["severity"].to_pylist())
    assert count(page).startswith(f"{errors} findings")
    assert count(page).endswith(f"of {total}")
    assert page.url.endswith("#severity=error")
    page.get_by_label("Rule", exact=True).select_option("TXT001")
    mojibake = seed_report.findings["code"].to_pylist().count("TXT001")
    assert count(page) == f"{mojibake} findings in 2 articles of {total}"
    assert set(page.locator(".note code").all_text_contents()) == {"TXT001"}
    page.reload()
    page.wait_for_selector(".note")
    assert count(page) == f"{mojibake} findings in 2 articles of {total}"
    page.get_by_role("button", name="Clear filters").click()
    assert count(page).startswith(f"{total} findings in ")


def test_what_is_about_no_article_is_not_counted_as_one(opened):
    rows = [
        {"text": "The bridge was opened.", "published": date} for date in ["2024-05-12T10:00:00Z", None] * 100
    ]
    page = opened(checked(rows, select=["DAT001", "COR005"]))
    beyond = int(count(page).removesuffix(" findings in 100 articles")) - 100
    page.get_by_label("Rule", exact=True).select_option("COR005")
    assert count(page) == f"{beyond} findings beyond single articles of {100 + beyond}"


def test_search_and_fixable(opened, seed_report):
    page = opened(seed_report)
    page.get_by_role("searchbox").fill("LEDE of")
    expect(page.locator("output.count")).to_contain_text("3 findings in")
    assert set(page.locator(".note code").all_text_contents()) == {"DUP002"}
    page.get_by_role("searchbox").fill("nothing has this")
    expect(page.locator("output.count")).to_have_text("No finding matches.")
    assert page.locator(".card").count() == 0
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("Fixable only").check()
    safe = sum(s is not None for s in seed_report.findings["fix_safety"].to_pylist())
    assert count(page).startswith(f"{safe} findings")


def test_a_cell_of_the_map_leads_to_its_findings(opened, seed_report):
    page = opened(seed_report)
    page.locator(".heat tbody tr", has_text="tidefield wire").locator("td a").first.click()
    assert "source=tidefield%20wire" in page.url or "source=tidefield+wire" in page.url
    assert re.match(r"\d finding", count(page))
    assert page.locator(".card").count() > 0
    assert all("tidefield wire" in told for told in page.locator(".card .where").all_text_contents())
    assert page.evaluate("document.activeElement.id") == "findings-title"
    page.go_back()
    assert count(page).startswith(f"{seed_report.findings.num_rows} findings")


def test_a_finding_has_an_address_of_its_own(opened, seed_report):
    key = seed_report.findings["fingerprint"][30].as_py()[:10]
    page = opened(seed_report, f"at={key}")
    page.wait_for_selector(".note:focus")
    assert page.locator(".note:focus a.link").get_attribute("href") == f"#at={key}"
    assert page.locator(".note:focus code").inner_text() == seed_report.findings["code"][30].as_py()


# --- articles --------------------------------------------------------------------------------------------------


def test_an_article_is_shown_as_it_is_with_its_flaws_marked(opened):
    page = opened(checked([FLAWED], select=["TXT005", "DAT003"]))
    assert page.locator(".card h3").inner_text() == FLAWED["title"]
    blocks = [line for line in FLAWED["text"].replace("\x0b", "\u240b").splitlines() if line]
    shown = page.evaluate(
        "[...document.querySelectorAll('.block')].map(b => { const c = b.cloneNode(true); c.querySelectorAll('button').forEach(x => x.remove()); return c.textContent })"
    )
    assert shown == blocks
    assert page.locator("mark").all_inner_texts() == ["\u240b"]
    assert page.locator(".block.title").count() == 1
    assert {"Anna Smith", "Reuters", "12 May 2024"} <= set(page.locator(".block .fact").all_inner_texts())
    assert page.locator(".fields .fact").all_inner_texts() == [FLAWED["published"]]


def test_a_fix_is_shown_as_a_diff(opened):
    page = opened(checked([FLAWED], select=["TXT005"]))
    diff = page.locator(".diff")
    assert diff.locator("del").evaluate("e => e.lastChild.textContent") == "\u240b"
    assert "safe fix" in diff.inner_text()
    assert "A control" in diff.inner_text()
    assert "character stands in" in diff.inner_text()


def test_flaws_that_overlap_are_all_marked(opened):
    text = GOOD.replace("The mayor", "The mayor \u200b\u200b\x0b") + GOOD.splitlines()[4] + "\n"
    report = checked([text])
    page = opened(report)
    placed = [row for row in report.findings.to_pylist() if row["start"] is not None]
    marked = {
        n
        for names in page.eval_on_selector_all("mark", "all => all.map(m => m.dataset.findings)")
        for n in names.split()
    }
    assert len(placed) >= 3
    assert len(marked) == len(placed)
    assert page.locator("button.ref").count() == len(placed)


def test_a_place_behind_characters_of_two_units(opened):
    page = opened(
        checked([GOOD.replace("The mayor", "\U0001f6a2\U0001f6a2 The mayor\x0b")], select=["TXT005"])
    )
    assert page.locator("mark").all_inner_texts() == ["\u240b"]
    assert "mayor" in page.locator(".diff").inner_text()


def test_white_space_that_is_the_flaw_is_seen(opened):
    text = GOOD.replace("\n\n", "\n\n\n\n\n", 1) + "Zero\u200bwidth and an end.   \n"
    page = opened(checked([text], select=["TXT006", "TXT008", "TXT009"]))
    shown = page.locator("mark").all_inner_texts()
    assert shown == ["\u23ce\u23ce\u23ce", "ZWSP", "\u2423\u2423\u2423"]
    assert page.locator(".gap").count() == 2


def test_a_text_too_long_for_a_page_shows_the_line(opened):
    long = "".join(f"Sentence {i} of a text that goes on and on.\n" for i in range(2000))
    page = opened(checked([f"{GOOD}{long}A last\x0bline.\n"], select=["TXT005"]))
    assert "too many for this page" in page.locator(".card .said").inner_text()
    assert page.locator(".cited").inner_text() == "A last\u240bline."
    assert page.locator(".cited mark").inner_text() == "\u240b"
    assert page.locator(".block").count() == 0


def test_an_article_without_text_says_so(opened):
    page = opened(checked([""], select=["STR002"]))
    assert "The article has no text." in page.locator(".card").inner_text()


def test_findings_on_declared_fields_are_marked_there(opened):
    record = {**FLAWED, "text": GOOD, "published": "2024-02-30T10:00:00Z", "authors": ["Anna Smith", "admin"]}
    page = opened(checked([record], select=["DAT002", "SRC004"]))
    fields = page.locator(".field:has(mark)")
    assert "2024-02-30" in fields.first.inner_text()
    assert page.locator(".note code").all_text_contents() == ["DAT002", "SRC004"]


def test_right_to_left_text_is_set_from_the_right(opened, seed_report):
    page = opened(seed_report, "q=hadiqa")
    block = page.locator(".block.lede").first
    assert block.evaluate("b => getComputedStyle(b).direction") == "rtl"
    box, first = block.bounding_box(), page.locator(".block.title").first
    text = first.evaluate(
        "b => { const r = document.createRange(); r.selectNodeContents(b); const c = r.getBoundingClientRect(); return c.right }"
    )
    assert abs(text - (box["x"] + box["width"])) < 4
    assert page.locator(".body").first.get_attribute("lang") == "ar"


NASTY = [
    "<script>window.harm = 1</script>", "</script><script>window.harm = 2</script>", "<!-- <script>", "]]>", "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; \" ' `", "\u2028\u2029 between", "\u202eevil\u2066 \u202a", "\x00\x1b[31m\x9b", "javascript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_article_that_means_harm_stays_text(opened, scripts):
    text = f"{GOOD}" + "".join(f"{nasty} A flaw\x0b.\n" for nasty in NASTY)
    nasty = "".join(NASTY)
    record = {
        "text": text,
        "title": nasty,
        "publisher": nasty,
        "url": "javascript:alert(1)",
        "published": nasty,
        "authors": [nasty],
        "id": nasty,
    }
    report = checked([record, {**record, "language": nasty}])
    page = opened(report, scripts=scripts)
    assert page.locator("main script, main img, main iframe").count() == 0
    shown = page.locator("main").text_content()
    for told in ("<script>window.harm = 1</script>", "<!-- <script>", "<img src=x"):
        assert told in shown
    assert not {*"\x00\x1b\x9b\u202e\u2066\u2028"} & {*shown}
    if scripts:
        assert page.evaluate("window.harm") is None
        assert page.locator(".block").count() > len(NASTY)


def test_the_policy_stops_what_would_get_in(opened, seed_report, chromium, written):
    """The tests above would pass without a policy: here it is seen to work."""
    path = written(seed_report)
    path.write_text(
        path.read_text("utf-8").replace(
            "<main ",
            "<script>window.harm = 1</script><img src=https://harm.invalid/x onerror=harm()><main ",
            1,
        ),
        "utf-8",
    )
    context = chromium.new_context()
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    page.wait_for_selector(".note")
    assert page.evaluate("window.harm") is None
    assert sum("Content Security Policy" in told for told in said) >= 2
    context.close()


# --- keyboard, sight, paper ------------------------------------------------------------------------------------


def test_keys_lead_from_finding_to_finding(opened, seed_report):
    page = opened(seed_report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.wait_for_selector(".note:focus")
    first = page.locator(".note:focus").get_attribute("id")
    page.keyboard.press("j")
    expect(page.locator(f".note:focus:not(#{first})")).to_be_visible()
    assert page.locator("mark.current").count() >= 1
    page.keyboard.press("k")
    expect(page.locator(f"#{first}:focus")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(f".card:not(:has(#{first})) .note:focus")).to_be_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("jjkn/")
    assert page.get_by_role("searchbox").input_value() == "jjkn/"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("keys on").uncheck()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") != "search"


def test_keys_follow_the_order_of_the_page(opened):
    record = {
        **FLAWED,
        "authors": ["Anna Smith", "admin"],
        "published": "2024-02-30",
        "text": f"A\x0b{GOOD}\n\nB \ufffd\x0b C\x0b.\n",
    }
    page = opened(checked([record]))
    notes = page.eval_on_selector_all(".note", "all => all.map(note => note.id)")
    assert len(notes) > 4
    for name in notes:
        page.keyboard.press("j")
        expect(page.locator(f"#{name}")).to_be_focused()


def test_keys_lead_past_the_end_of_what_is_on_the_page(opened):
    page = opened(checked([f"{GOOD}A {i}\x0b.\n" for i in range(40)], select=["TXT005"]))
    assert page.locator(".card").count() < 40
    for number in range(40):
        page.keyboard.press("j")
        page.wait_for_selector(f"#note-{number}:focus")
    page.keyboard.press("j")
    assert page.locator("#note-39:focus").count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (400, "dark")])
def test_axe_finds_no_barrier(opened, seed_report, width, scheme):
    import axe_playwright_python

    page = opened(seed_report, color_scheme=scheme, width=width)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    assert dark is (scheme == "dark")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    assert found == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_narrow_window_does_not_scroll_sideways(opened, seed_report, lang):
    page = opened(seed_report, width=400, lang=lang)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for _ in range(5):
        page.keyboard.press("n")
    assert page.evaluate("document.documentElement.scrollWidth") == 400


def test_french(opened, seed_report):
    page = opened(seed_report, lang="fr")
    total = seed_report.findings.num_rows
    assert re.fullmatch(rf"{total} constats dans \d+ articles", count(page))
    assert "attentes ne sont pas satisfaites" in page.inner_text("h1")
    assert "Les messages des règles sont en anglais." in page.inner_text("main")
    assert page.locator(".note p[lang=en]").count() > 0
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_without_scripts_the_first_findings_are_there(opened, seed_report):
    page = opened(seed_report, scripts=False)
    assert "expectations are not met" in page.inner_text("h1")
    assert page.locator("table.results tbody tr").count() == seed_report.results.num_rows
    assert page.locator(".plain li").count() == 30
    assert "The first 30 of 49 findings" in page.inner_text("main")
    assert page.locator(".filters").count() == 0


def test_paper_has_all_findings(opened, tmp_path):
    from pypdf import PdfReader

    report = checked([f"{GOOD}A {i}\x0b.\n" for i in range(60)], select=["TXT005", "DAT001"])
    page = opened(report)
    page.pdf(path=tmp_path / "r.pdf")
    text = "".join(part.extract_text() for part in PdfReader(tmp_path / "r.pdf").pages)
    assert text.count("TXT005") >= 60
    assert "DAT001" in text  # expectations that are met are folded on the screen only
    assert page.locator(".rest").count() == 0


# --- size ------------------------------------------------------------------------------------------------------


def test_ten_thousand_findings_are_of_use(opened):
    rows = [
        {
            "text": f"{GOOD}A\x0b{i}.\n\nB\x0b{i}\x0bC\x0b.\n",
            "publisher": f"Paper {i % 50}",
            "title": f"Ferry {i}",
        }
        for i in range(2_550)
    ]
    report = checked(rows, select=["TXT005"])
    assert report.findings.num_rows == 10_200
    page = opened(report)
    assert page.evaluate("performance.now()") < 5_000  # half a second on an idle machine
    assert page.locator(".card").count() < 50
    assert "10,000 of 10,200 findings are in this page" in page.inner_text("main")
    page.get_by_label("Source", exact=True).select_option("paper 7")
    assert re.match(r"20\d findings in 5\d articles of 10,000", count(page))
    spent = page.evaluate(
        "() => { const t = performance.now(); state.q = 'ferry 12'; show(); return performance.now() - t; }"
    )
    assert spent < 1_000  # five on an idle machine
    page.evaluate("choose({ q: '', source: null })")
    page.evaluate("goTo(flat[9000].flaw.index)")
    page.wait_for_selector(".note:focus")
    assert page.locator(".card").count() < 50
    page.get_by_role("button", name="earlier articles").click()
    assert page.locator(".card").count() < 60
