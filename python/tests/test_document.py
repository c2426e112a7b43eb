"""One document."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import typing
from decimal import Decimal
from pathlib import Path

import pytest

import gongkai
from gongkai import records

TEXT = "2020年度部门决算\n一、收入决算情况说明\n本年收入合计756.8万元。\n"


def plain(value: object) -> object:
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def test_records_are_those_of_the_program(corpus: Path, lines) -> None:
    for path in sorted(corpus.iterdir())[:3]:
        own: dict[str, list[dict]] = {}
        names = {made: name for name, made in records.CLASSES.items()}
        for record in gongkai.extract(path):
            fields = {name: plain(value) for name, value in vars(record).items()}
            own.setdefault(names[type(record)], []).append(fields)
        assert own == lines(path)


def test_fields_have_the_types_that_they_are_said_to_have(corpus: Path) -> None:
    for record in gongkai.extract(sorted(corpus.iterdir())[4]):
        hints = typing.get_type_hints(type(record))
        for field in dataclasses.fields(record):
            value, hint = getattr(record, field.name), hints[field.name]
            choices = typing.get_args(hint) if type(None) in typing.get_args(hint) else (hint,)
            words = [word for choice in choices if typing.get_origin(choice) is typing.Literal for word in typing.get_args(choice)]
            plainly = [typing.get_origin(choice) or choice for choice in choices]
            fits = value in words if words and value is not None else type(value) in plainly
            assert fits, f"{type(record).__name__}.{field.name}: {value!r} is no {hint}"


def test_evidence_stands_at_the_span() -> None:
    document = gongkai.extract(TEXT.encode(), name="a.txt")
    fact = document.facts[0]
    start, end = fact.span
    assert document.text[start:end] == fact.raw == "756.8万元"
    assert fact.yuan == Decimal(7568000) and isinstance(fact.yuan, Decimal)
    assert document.header.path == "a.txt" and document.header.fiscal_year == 2020
    assert "1 facts" in repr(document)


def test_what_fails_is_an_exception_with_its_stage(tmp_path: Path) -> None:
    with pytest.raises(gongkai.DocumentError) as raised:
        gongkai.extract(b"", name="empty.txt")
    assert (raised.value.path, raised.value.stage) == ("empty.txt", "decode")
    with pytest.raises(gongkai.DocumentError) as raised:
        gongkai.extract(tmp_path / "nowhere.txt")
    assert raised.value.stage == "read" and "nowhere.txt" in str(raised.value)
    with pytest.raises(gongkai.DocumentError, match="--max-bytes"):
        gongkai.extract(TEXT.encode(), max_bytes=3)


def test_wrong_use_is_told(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="max_byte"):
        gongkai.extract(TEXT.encode(), max_byte=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="name"):
        gongkai.extract(tmp_path / "a.txt", name="b.txt")
    with pytest.raises(ValueError, match="language"):
        gongkai.extract(TEXT.encode(), lang="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        gongkai.extract(TEXT.encode(), max_seconds=-1)


def test_limits_have_the_names_of_the_program(program: str) -> None:
    assert set(gongkai.DEFAULTS) == set(gongkai.Limits.__annotations__)
    assert gongkai.DEFAULTS["max_seconds"] > 0


def test_a_page_is_whole_and_framed(tmp_path: Path) -> None:
    document = gongkai.extract(TEXT.encode(), name="a.txt")
    page = gongkai.inspect(document)
    assert "756.8" in page.html and page.html.rstrip().endswith("</html>")
    assert page.save(tmp_path / "a.html").read_text(encoding="utf-8") == page.html
    framed = document._repr_html_()
    assert framed.startswith("<iframe") and framed.count("<") == 2, "nothing of the page stands outside its frame"
    assert gongkai.inspect(TEXT.encode(), lang="zh").html != page.html


def count(text: str) -> int:
    return len(gongkai.extract(text.encode(), max_seconds=5).facts)


def test_a_forked_process_reads_too() -> None:
    assert count(TEXT) == 1
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.map(count, [TEXT]) == [1]


def test_records_py_is_made_of_the_table_of_columns() -> None:
    import runpy

    generate = runpy.run_path(str(Path(__file__).parents[1] / "generate.py"))
    written = Path(records.__file__).read_text(encoding="utf-8")
    assert generate["records"]() == written, "run python generate.py"


def test_the_schema_of_the_program_has_the_same_fields(program: str) -> None:
    import subprocess

    schema = json.loads(subprocess.run([program, "schema"], stdout=subprocess.PIPE, check=True).stdout)
    for branch in schema["oneOf"]:
        kind = branch["properties"]["type"]["const"]
        definition = schema["$defs"][branch["$ref"].rsplit("/", 1)[1]] if "$ref" in branch else branch
        fields = {field.name for field in dataclasses.fields(records.CLASSES[kind])}
        assert fields == set(definition["properties"]) - {"type"}, kind
