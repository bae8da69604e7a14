"""JSON that is no JSON Lines: lists of articles and single ones, what is broken in them, and places."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsqa.cli import main
from newsqa.readers import batches, json_elements

TEXTS = st.text(max_size=30) | st.text('ab"\\\n\r\t,{}[]é\U0001f600', max_size=30)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ARTICLES = [{"title": f"Title {n}", "text": f"Text {n}.", "tags": [{"name": "a"}, []]} for n in range(1, 6)]


def texts(table):
    return table["text"].to_pylist()


@pytest.fixture
def written(tmp_path, read):
    """Write a file, and read it: the articles, the problems and the notes."""

    def run(content, name="a.json", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, **options)

    return run


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_an_object_and_several(written, indent):
    one = json.dumps(ARTICLES[0], indent=indent)
    several = [json.dumps(article, indent=indent) for article in ARTICLES]
    for content in (
        json.dumps(ARTICLES, indent=indent),
        "\n".join(several),
        " ".join(several),
        f"\ufeff[{one}]",
    ):
        table, problems, notes = written(content)
        assert texts(table) == ["Text 1.", "Text 2.", "Text 3.", "Text 4.", "Text 5."][: len(table)]
        assert len(table) == (1 if content.startswith("\ufeff") else 5)
        assert table["record"].to_pylist() == [*range(1, len(table) + 1)]
        assert (problems, notes) == ([], [])
    assert texts(written(one)[0]) == ["Text 1."]


@QUIET
@given(
    records=st.lists(st.fixed_dictionaries({"title": TEXTS, "text": TEXTS}), min_size=1, max_size=4),
    ascii=st.booleans(),
    indent=st.sampled_from([None, 0, 2]),
    is_list=st.booleans(),
    step=st.sampled_from([1, 7, 1 << 20]),
)
def test_places(tmp_path, records, ascii, indent, is_list, step):
    path = tmp_path / "a.json"
    whole = json.dumps(records, ensure_ascii=ascii, indent=indent)
    several = "\n".join(json.dumps(record, ensure_ascii=ascii, indent=indent) for record in records)
    path.write_bytes((whole if is_list else several).encode("utf-8", "surrogatepass"))
    lines = path.read_bytes().decode().split("\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_elements, "_STEP", step)
        (batch,) = batches(path, format="json")
    assert (batch.problems, batch.articles.num_rows) == ((), len(records))
    for row, record in enumerate(records):
        for field in ("title", "text"):
            value = record[field]
            assert batch.articles[field][row].as_py() == value
            for character, (line, column) in zip(
                value, batch.locator(row, field, range(len(value))), strict=True
            ):
                raw = lines[line - 1][column - 1 :]
                step = 12 if raw[1:2] == "u" and ord(character) > 0xFFFF else 6 if raw[1:2] == "u" else 2
                assert json.loads(f'"{raw[: step if raw[0] == chr(92) else 1]}"', strict=False) == character


API = {"status": "ok", "totalResults": 2, "articles": ARTICLES[:2]}


def test_a_list_inside_an_object(written):
    answer = json.dumps(API)
    assert texts(written(answer)[0]) == ["Text 1.", "Text 2."]
    assert texts(written(json.dumps({"response": API}, indent=1))[0]) == ["Text 1.", "Text 2."]
    table, problems, _ = written(f"{answer}\n{answer}\n")
    assert (texts(table), problems) == (["Text 1.", "Text 2."] * 2, [])
    assert table["record"].to_pylist() == [1, 2, 3, 4]
    assert table["line"].to_pylist() == [1, 1, 2, 2]


@pytest.mark.parametrize(
    "settings",
    [
        {"name": "x", "scripts": {"test": "run"}},
        [{"id": 1, "name": "x"}],
        [1, 2, 3],
        [],
        {"text": "alone"},
        {"files": [{"text": "One text.", "size": 3}]},
        {"id": 7, "title": "T", "comments": [{"text": "First!", "url": "http://a"}]},
    ],
)
def test_what_is_no_article(written, settings):
    table, problems, (note,) = written(json.dumps(settings, indent=1))
    assert (len(table), problems) == (0, [])
    assert note.endswith("of no format with news articles that newsqa knows: not read")


def test_fields_that_are_named(written):
    table, _, _ = written(json.dumps([{"Copy": "A text."}]), fields={"text": "Copy"})
    assert texts(table) == ["A text."]
    table, _, _ = written(
        json.dumps([{"parts": {"body": "A text."}}], indent=1), fields={"text": "parts.body"}
    )
    assert texts(table) == ["A text."]


BROKEN = {
    "a quote": ('"Text 3."', '"Text "3"."', (1, 2, 4, 5)),
    "a comma": (', "text": "Text 3."', ' "text": "Text 3."', (1, 2, 4, 5)),
    "a brace": ('"Text 3.", "tags": [{"name": "a"}, []]}', '"Text 3.", "tags": [{"name": "a"}, []]', (1, 2, 4, 5)),
    "a string that does not end": ('"Text 5."', '"Text 5.', (1, 2, 3, 4)),
    "another bracket": ('"Text 3.", "tags": [{"name": "a"}, []]', '"Text 3.", "tags": [{"name": "a"}, []}', (1, 2, 4, 5)),
    "something else": ('{"title": "Title 3"', 'null, 7.5, "x", [[]], {"title": "Title 3"', (1, 2, 3, 4, 5)),
}  # fmt: skip


@pytest.mark.parametrize("flaw", BROKEN)
@pytest.mark.parametrize("step", [5, 1 << 20])
@pytest.mark.parametrize("indent", [None, 1])
def test_what_is_broken_is_passed_over(written, monkeypatch, flaw, step, indent):
    monkeypatch.setattr(json_elements, "_STEP", step)
    old, new, good = BROKEN[flaw]
    content = json.dumps(ARTICLES).replace(old, new)
    assert content != json.dumps(ARTICLES)
    if indent:
        content = content.replace('{"title', '{\n "title')
    table, problems, _ = written(content)
    assert texts(table) == [f"Text {n}." for n in good]
    assert {problem.code for problem in problems} == {"IO001"}
    assert [problem.record for problem in problems] == [5 if flaw == "a string that does not end" else 3]
    assert table["record"].to_pylist() == ([1, 2, 7, 8, 9] if flaw == "something else" else [*good])
    if flaw == "something else":
        assert problems[0].message == "is not a JSON object but a string or null (4 of them in a row)"
    if flaw == "a quote":
        line = content.split("\n")[problems[0].line - 1]
        assert line[problems[0].column - 1 :].startswith('3".')


@pytest.mark.parametrize("step", [5, 1 << 20])
def test_a_file_that_is_cut_off(written, monkeypatch, step):
    monkeypatch.setattr(json_elements, "_STEP", step)
    content = json.dumps(ARTICLES)
    for end, whole in (
        (content.index("Text 4"), 3),
        (content.index(', {"title": "Title 4"'), 3),
        (len(content) - 1, 5),
    ):
        table, problems, _ = written(content[:end])
        assert len(table) == whole
        assert [problem.code for problem in problems] == ["IO001"]
    _, (problem,), _ = written(f"{content} 7")
    assert problem.message == "what stands behind the list of articles is not read"


def test_one_that_is_too_large(written, monkeypatch):
    monkeypatch.setattr(json_elements, "_STEP", 100)
    large = {"title": "Large", "text": 'é "}]\\ ' * 500}
    table, problems, _ = written(
        json.dumps([ARTICLES[0], large, ARTICLES[1], large], ensure_ascii=False), max_record_bytes=1000
    )
    assert texts(table) == ["Text 1.", "Text 2."]
    size = len(json.dumps(large, ensure_ascii=False).encode())
    assert [(p.code, p.record, p.value) for p in problems] == [("IO003", 2, size), ("IO003", 4, size)]


def test_bytes_that_are_no_text(written):
    content = json.dumps(ARTICLES, indent=1).encode().replace(b"Text 2", b"Text\xe9\xff2")
    table, (problem,), _ = written(content)
    assert texts(table)[1] == "Text\ufffd\ufffd2."
    assert (problem.code, problem.record) == ("IO002", 2)
    assert content.split(b"\n")[problem.line - 1][problem.column - 1 :].startswith(b"\xe9")
    table, problems, (note,) = written(
        json.dumps(ARTICLES, ensure_ascii=False).replace("Text", "Téxt").encode("utf-16")
    )
    assert (texts(table)[0], problems) == ("Téxt 1.", [])
    assert "utf-16" in note


def test_the_same_as_json_lines(written):
    odd = [
        {"text": 7, "authors": 4, "title": "\ud800x"},
        {"body": None},
        {"text": "A.", "publisher": {"name": "P"}, "date": 1e3},
    ]
    lines = "\n".join(map(json.dumps, [*ARTICLES, *odd]))
    columns = ["text", "title", "authors", "published", "publisher"]
    asked, problems, _ = written(lines, "a.jsonl")
    table, own, _ = written(json.dumps([*ARTICLES, *odd]))
    assert table.select(columns).equals(asked.select(columns))
    assert [(p.code, p.record, p.row, p.message) for p in own] == [
        (p.code, p.record, p.row, p.message) for p in problems
    ]


@pytest.mark.parametrize("indent", [None, 1])
def test_mending_changes_nothing_else(tmp_path, monkeypatch, indent):
    monkeypatch.chdir(tmp_path)
    good = [article | {"text": article["text"] + "\u00e9"} for article in ARTICLES]
    bad = [
        dict(good[0]),
        good[1] | {"text": "Text\x07 2.\u00e9"},
        good[2] | {"text": "T\x07ext 3.\u00e9"},
        *good[3:],
    ]
    pairs = ((bad, good), ({"x": 1, "articles": bad, "y": [2]}, {"x": 1, "articles": good, "y": [2]}))
    for before, after in pairs:
        Path("a.json").write_text(json.dumps(before, indent=indent).replace(' 1"', ' 1", "odd": 1e5'))
        main(["fix", "a.json", "--output", "b.json", "--select", "TXT005"])
        wanted = json.dumps(after, indent=indent, ensure_ascii=True).replace(' 1"', ' 1", "odd": 1e5')
        assert json.loads(Path("b.json").read_text()) == json.loads(wanted)
        assert Path("b.json").read_text().replace("\u00e9", "\\u00e9") == wanted


def test_format_is_asked_for(written):
    assert written("[]", format="json")[1] == []
    assert written("", format="json")[1] == []
    ((problem),) = written("Some text.", format="json")[1]
    assert "is no JSON" in problem.message
