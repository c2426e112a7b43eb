"""Many documents."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import comparable, flat

import gongkai


def test_tables_are_those_of_the_program(crawl: Path, lines) -> None:
    tables = gongkai.read(crawl)
    told = lines(crawl)
    assert {"copy", "error"} <= set(told), "the crawl is to have all that can come"
    assert any(document["same_as"] for document in told["document"])
    for kind, plural in gongkai.crawl.TYPES.items():
        assert comparable(tables[plural].to_pylist()) == [flat(record) for record in told.get(kind, [])]


def test_columns_are_those_of_parquet(corpus: Path, program: str, tmp_path: Path) -> None:
    out = tmp_path / "records"
    subprocess.run([program, "extract", corpus, "-o", out, "--format", "parquet"], check=True, stderr=subprocess.DEVNULL)
    tables = gongkai.read(corpus)
    for name, table in tables.items():
        for part in (out / name).glob("*.parquet"):
            # Without its directory, whose name pyarrow would take for one of a partition.
            written = pq.ParquetFile(part).read()
            assert written.schema.equals(table.schema), name
            assert written.equals(table.combine_chunks()) or written.to_pylist() == table.to_pylist()


def test_types_and_files_are_chosen(crawl: Path) -> None:
    tables = gongkai.read(crawl, types=["facts", "document"], include=["*.md"], jobs=1)
    assert set(tables) == {"facts", "documents"}
    assert all(path.endswith(".md") for path in tables.documents["path"].to_pylist())
    with pytest.raises(AttributeError):
        tables.sections
    with pytest.raises(ValueError, match="no type of record"):
        gongkai.read(crawl, types=["number"])


def test_rows_are_documents(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"name": "a", "body": "2020年度部门决算\\n一、收入决算情况说明\\n本年收入合计756.8万元。\\n"}\n', encoding="utf-8")
    tables = gongkai.read(rows, fields={"text": "body", "id": "name"})
    assert tables.facts.num_rows == 1 and tables.documents["path"][0].as_py().endswith("!a")
    with pytest.raises(ValueError, match="fields"):
        gongkai.read(rows, fields={"texts": "body"})


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(gongkai.RunError, match="no document"):
        gongkai.read(tmp_path)


def test_streams_end_when_they_are_left(corpus: Path) -> None:
    stream = gongkai.batches(corpus, types=["fact"])
    kind, batch = next(stream)
    assert kind == "fact" and isinstance(batch, pa.RecordBatch) and batch.num_rows > 0
    stream.close()
    reader = gongkai.scan(corpus, "facts")
    assert reader.schema.equals(gongkai.schema("fact"))
    assert reader.read_all().num_rows == gongkai.read(corpus, types=["fact"]).facts.num_rows


def test_other_threads_go_on(corpus: Path) -> None:
    turns, done = 0, threading.Event()

    def count() -> None:
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    gongkai.read(corpus)
    done.set()
    counter.join()
    assert turns > 5


def test_a_bar_shows_how_far_it_has_come(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gongkai.read(corpus, types=["document"], progress=True)
    assert "documents=8" in capsys.readouterr().err


def test_findings_have_a_path_and_a_language(corpus: Path) -> None:
    findings = gongkai.check(corpus)
    assert findings.num_rows == gongkai.read(corpus, types=["finding"]).findings.num_rows > 0
    assert all(path.startswith(str(corpus)) for path in findings["path"].to_pylist())
    english = gongkai.check(corpus, lang="en")
    assert english["message"] != findings["message"] and english["doc"] == findings["doc"]
    rule = findings["rule"][0].as_py()
    assert set(gongkai.check(corpus, rules=[rule])["rule"].to_pylist()) == {rule}


def test_libraries_take_the_tables(corpus: Path) -> None:
    duckdb, pandas, polars = (pytest.importorskip(name) for name in ("duckdb", "pandas", "polars"))
    facts = gongkai.read(corpus, types=["fact"]).facts
    assert isinstance(facts.to_pandas(), pandas.DataFrame)
    assert polars.from_arrow(facts).height == facts.num_rows
    assert duckdb.sql("SELECT count(yuan) FROM facts").fetchall()[0][0] == facts.num_rows - facts["yuan"].null_count
