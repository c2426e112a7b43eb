"""On Spark, with two threads of one machine."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import comparable

import gongkai

pyspark = pytest.importorskip("pyspark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java", allow_module_level=True)


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    # Workers run by the Python that has the package.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def rows(table, crawl: Path) -> list[dict]:
    """Rows in an order of their own; Spark calls a file by its address."""
    told = []
    for row in comparable(table):
        if "path" in row:
            row["path"] = row["path"].removeprefix("file:").removeprefix(f"{crawl}/")
        told.append(row)
    return sorted(told, key=repr)


def test_tables_are_those_of_the_program(spark, crawl: Path, tmp_path: Path) -> None:
    from gongkai import spark as on_spark

    # Spark itself leaves out empty files.
    (crawl / "empty.txt").unlink()
    documents = spark.read.format("binaryFile").load(str(crawl))
    # A list of the files comes with the corpus, which the program leaves out.
    documents = documents.where("path not like '%.tsv'")
    tables = on_spark.extract(documents)
    tables.write(str(tmp_path / "records"))
    own = gongkai.read(crawl)
    for name, table in own.items():
        written = pq.read_table(tmp_path / "records" / name)
        assert written.schema.names == table.schema.names
        assert written.schema.types == table.schema.types, name
        assert rows(written.to_pylist(), crawl) == rows(table.to_pylist(), crawl), name
    tables.unpersist()


def test_a_document_that_fails_is_a_row(spark) -> None:
    from gongkai import spark as on_spark

    text = "2020年度部门决算\n一、收入决算情况说明\n本年收入合计756.8万元。\n".encode()
    given = [("good", text), ("large", text * 100), ("gone", None)]
    documents = spark.createDataFrame(given, "name string, body binary")
    tables = on_spark.extract(documents, "body", "name", types=["fact", "error"], max_bytes=len(text))
    assert tables.facts.count() == 1
    assert {(row.path, row.stage) for row in tables.errors.collect()} == {("large", "decode"), ("gone", "decode")}
    with pytest.raises(ValueError, match="not asked for"):
        tables.table("section")
    with pytest.raises(AttributeError):
        tables.numbers
    assert spark.conf.get(on_spark.BATCH) == "10000"
