"""Many documents: their records as tables of Arrow, read in parallel."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Mapping, Union

import pyarrow as pa
import pyarrow.compute as pc

from gongkai import _native
from gongkai.document import Lang
from gongkai.records import CLASSES

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from gongkai.limits import Limits

#: A path or several.
Paths = Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]]

#: The types of records, and what their tables are called.
TYPES: dict[str, str] = {name: _native.schema(name).plural for name in CLASSES}


def schema(kind: str) -> pa.Schema:
    """The columns of the records of a type, the same as in Parquet: `schema("fact")`."""
    return pa.schema(_native.schema(kind))


def one_of_types(kind: str) -> str:
    """The type of a name, which may be in the plural."""
    for name, plural in TYPES.items():
        if kind in (name, plural):
            return name
    raise ValueError(f"`{kind}` is no type of record; the types are {', '.join(TYPES)}")


class Tables(Mapping[str, pa.Table]):
    """The tables of a reading: `tables["facts"]` or `tables.facts`, each a `pyarrow.Table`."""

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> pa.Table:
        return self._tables[name]

    def __getattr__(self, name: str) -> pa.Table:
        try:
            return self.__dict__["_tables"][name]
        except KeyError:
            raise AttributeError(f"no table `{name}`") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {table.num_rows}" for name, table in self._tables.items())
        return f"<gongkai.Tables {sizes}>"


def batches(
    paths: Paths,
    types: Iterable[str] | None = None,
    *,
    jobs: int | None = None,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    fields: Mapping[str, str] | None = None,
    lang: Lang = "zh",
    progress: bool = False,
    **limits: Unpack[Limits],
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Reads documents in parallel and gives their records as they come: pairs of a type and a batch of its records.

    `paths` are files, directories and archives, as `gongkai extract` takes them. Of the records only those of `types`
    are given, if it is said. `jobs` is the number of threads, one a core if it is not said; `include` and `exclude`
    are patterns of the files below a directory. `fields` names the fields of the rows of JSON lines and Parquet: their
    `text`, and perhaps `id`, `url` and `date`. `progress` shows a bar of tqdm. The rest is as in `gongkai.extract`.

    A document that cannot be read is a record of the type `error`. Memory is bounded by the documents in flight and
    the batches that are held. Raises `gongkai.RunError` if there is no document.
    """
    # What is wrong is said when this is called, not when the first batch is asked for.
    kinds = [one_of_types(kind) for kind in types] if types is not None else list(TYPES)
    listed = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    rows: Any = None
    if fields is not None:
        rows = {name: fields.get(name) for name in ("text", "id", "url", "date")}
        if rows["text"] is None or not set(fields) <= set(rows):
            raise ValueError("`fields` names the text, and perhaps id, url and date")
    reading = _native.Reading(
        listed, kinds, jobs, list(include), list(exclude), rows, lang, dict(limits)
    )
    return _given(reading, progress)


def _given(reading: _native.Reading, progress: bool) -> Iterator[tuple[str, pa.RecordBatch]]:
    bar = None
    if progress:
        from tqdm.auto import tqdm

        bar = tqdm(unit="B", unit_scale=True, unit_divisor=1024)
    try:
        for given in reading:
            if bar is not None:
                documents, errors, passed, all_bytes = reading.progress()
                bar.total = all_bytes
                bar.set_postfix(documents=documents, errors=errors, refresh=False)
                bar.update(passed - bar.n)
            if given is not None:
                kind, batch = given
                yield kind, pa.record_batch(batch)
    finally:
        if bar is not None:
            bar.close()


def read(
    paths: Paths, types: Iterable[str] | None = None, **options: Any
) -> Tables:
    """Reads documents in parallel into tables of Arrow: `read("crawl", types=["document", "fact"]).facts.to_pandas()`.

    The arguments are those of `gongkai.batches`. Of each type that is asked for there is a table, though it may have
    no rows. Polars and DuckDB take the tables as they are. A crawl whose tables are larger than memory is read by
    `gongkai.batches` or `gongkai.scan`, or written as a dataset by the program.
    """
    kinds = [one_of_types(kind) for kind in types] if types is not None else list(TYPES)
    parts: dict[str, list[pa.RecordBatch]] = {kind: [] for kind in kinds}
    for kind, batch in batches(paths, kinds, **options):
        parts[kind].append(batch)
    return Tables({TYPES[kind]: pa.Table.from_batches(of, schema(kind)) for kind, of in parts.items()})


def scan(paths: Paths, kind: str = "fact", **options: Any) -> pa.RecordBatchReader:
    """The records of one type as a stream that is read when it is asked for: DuckDB, Polars and
    `pyarrow.dataset.write_dataset` take it. The arguments are those of `gongkai.batches`."""
    kind = one_of_types(kind)
    rows = (batch for _, batch in batches(paths, [kind], **options))
    return pa.RecordBatchReader.from_batches(schema(kind), rows)


def check(
    paths: Paths, rules: Iterable[str] | None = None, *, lang: Lang = "zh", **options: Any
) -> pa.Table:
    """Where documents contradict themselves: the findings of `gongkai check`, each with the path of its document.

    Of the findings only those of `rules`, if it is said (`gongkai rules` lists them); their messages are in `lang`.
    Documents that cannot be read have none: `gongkai.read(paths, types=["error"])` says which.
    The other arguments are those of `gongkai.batches`. For one document, `gongkai.extract(…).findings` has them.
    """
    tables = read(paths, ["document", "finding"], lang=lang, **options)
    findings = tables.findings
    if rules is not None:
        findings = findings.filter(pc.is_in(findings["rule"], value_set=pa.array(list(rules), pa.string())))
    at = pc.index_in(findings["doc"], value_set=tables.documents["doc"].combine_chunks())
    return findings.add_column(0, "path", tables.documents["path"].take(at))
