"""On Apache Spark: a DataFrame of documents becomes DataFrames of records.

    documents = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load("hdfs:///crawl")
    tables = gongkai.spark.extract(documents)
    tables.write("hdfs:///records")                  # or tables.facts, tables.documents, …

Every document is read once, and what was read is kept on the disks of the executors, where the package must be
installed. The columns are those of the Parquet files of the program, and so are the rows: of files with the same bytes
one is read and the others are copies, and `same_as` names the first document that says the same, first being the least
path. A document that cannot be read is a row of `errors`, never a failed task, and one that is too large or takes too
long is such a row too. Archives are to be unpacked before; Spark's reader `binaryFile` leaves out empty files.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Iterable, Iterator

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from gongkai import _native, packed
from gongkai.crawl import TYPES, one_of_types, schema

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from gongkai.limits import Limits

#: Spark hands documents to Python by so many: they are in memory together.
BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"


def extract(
    df: DataFrame,
    content: str = "content",
    path: str = "path",
    types: Iterable[str] | None = None,
    batch: int = 16,
    **limits: Unpack[Limits],
) -> Tables:
    """The records of the documents of a DataFrame: the column `content` has their bytes or text, `path` their names.

    Of the records only those of `types` are given, if it is said. `batch` documents at a time are handed to Python.
    The rest is as in `gongkai.extract`.
    """
    asked = [one_of_types(kind) for kind in types] if types is not None else list(TYPES)
    # Without its own record no copy of a document is known.
    kinds = list(dict.fromkeys(["document", *asked]))

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for rows in batches:
            # One by one, so that only one document's records are held.
            for at in range(rows.num_rows):
                table = packed.pack(rows.slice(at, 1), content, path, kinds, **limits)
                yield from table.to_batches()

    conf = df.sparkSession.conf
    before = conf.get(BATCH)
    # The plan takes the setting when it is kept; other plans of the session do not meet it.
    conf.set(BATCH, str(batch))
    try:
        rows = df.select(path, content).mapInArrow(read, from_arrow_schema(packed.SCHEMA))
        rows = rows.persist(StorageLevel.DISK_ONLY)
    finally:
        conf.set(BATCH, before or "10000")
    return Tables(rows, asked)


class Tables:
    """The tables of records of documents, each a DataFrame: `tables.facts`, `tables["facts"]`."""

    def __init__(self, rows: DataFrame, types: list[str]) -> None:
        self.packed = rows
        """What was read, as `gongkai.packed` has it."""
        self.types = types
        """The types that were asked for."""

    @cached_property
    def _of_document(self) -> DataFrame:
        """For each document its place among those with the same bytes, and what it says in short."""
        first = Window.partitionBy("doc").orderBy("path")
        own = self.packed.where("type = 'document'").select("path", "doc", "content")
        return own.withColumn("place", f.row_number().over(first))

    @cached_property
    def _copies(self) -> DataFrame:
        return self._of_document.where("place > 1").select("doc", "path")

    def _same(self) -> DataFrame:
        """The documents that say the same as one before."""
        said = self._of_document.where("place = 1 and content is not null")
        # Documents are compared only with those of the same agency, year and kind, which have this number.
        said = said.withColumn("who", f.get_json_object("content", "$.who"))

        def compare(table: pa.Table) -> pa.Table:
            table = table.sort_by("path")
            pairs = list(zip(table["content"].to_pylist(), table["doc"].to_pylist()))
            return pa.table({"doc": table["doc"], "same": pa.array(_native.same_as(pairs), pa.string())})

        return said.groupBy("who").applyInArrow(compare, "doc string, same string").where("same is not null")

    def table(self, kind: str) -> DataFrame:
        """The records of a type."""
        kind = one_of_types(kind)
        if kind not in self.types:
            raise ValueError(f"records of the type `{kind}` were not asked for")
        columns = from_arrow_schema(schema(kind))
        if kind == "copy":
            return self._copies.select(*columns.names)
        own = self.packed.where(f.col("type") == kind)
        if kind != "error":
            # Copies are few.
            own = own.join(f.broadcast(self._copies), ["doc", "path"], "left_anti").select(*packed.SCHEMA.names)

        def unpacked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for rows in batches:
                yield from packed.unpack(rows, kind).to_batches()

        table = own.mapInArrow(unpacked, columns)
        if kind == "document":
            table = table.join(f.broadcast(self._same()), "doc", "left")
            told = f.col("same").alias("same_as")
            table = table.select(*(told if name == "same_as" else name for name in columns.names))
        return table

    def __getitem__(self, name: str) -> DataFrame:
        return self.table(name)

    def __getattr__(self, name: str) -> DataFrame:
        if name in TYPES.values():
            return self.table(name)
        raise AttributeError(f"no table `{name}`")

    def write(self, directory: str, mode: str = "error", **options: Any) -> None:
        """Writes each table as Parquet into a directory of its name, as the program lays out a dataset."""
        for kind in self.types:
            self.table(kind).write.mode(mode).parquet(f"{directory}/{TYPES[kind]}", compression="zstd", **options)

    def unpersist(self) -> None:
        """Lets go of what was read; a table that is asked for afterwards reads the documents anew."""
        self.packed.unpersist()
