"""Writes gongkai/records.py, the types of the records, from the table of columns that the program's tables are made of.

Run it when that table has changed: python generate.py. A test fails as long as it was not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
TABLES = HERE.parent / "src" / "output" / "table"

#: The types of records in their order, with the names of their classes and what they are one of.
CLASSES = {
    "document": ("Header", "A document's own record: what it is, and how much was found in it."),
    "section": ("Section", "A heading and the text it stands over."),
    "table": ("Table", "A table's grid."),
    "fact": ("Fact", "One reported number."),
    "project": ("Project", "The head of a performance table (绩效目标表, 自评表)."),
    "indicator": ("Indicator", "A row of a performance table."),
    "finding": ("Finding", "Something in which a document contradicts itself."),
    "copy": ("FileCopy", "A further copy of a file."),
    "error": ("Failure", "A file that could not be read."),
}

#: What stands in a column of a kind; start and end are one field.
KINDS = {
    "text": "str",
    "integer": "int",
    "decimal": "Decimal",
    "boolean": "bool",
    "words": "tuple[str, ...]",
    "ids": "tuple[int, ...]",
    "grid": "tuple[tuple[str, ...], ...]",
    "start": "tuple[int, int]",
}

#: How a field is made of what JSON has, where that is something else.
MADE = {
    "decimal": "Decimal",
    "words": "tuple",
    "ids": "tuple",
    "grid": "_grid",
    "start": "tuple",
}

HEAD = '''\
"""The records: one class a type. Made by generate.py; change the table of columns, not this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Callable, Literal, Union


def _grid(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


'''


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the program."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def vocabularies() -> dict[str, list[str]]:
    """The words of each vocabulary."""
    words: dict[str, list[str]] = {}
    for row in rows("categories.tsv"):
        words.setdefault(row["vocabulary"], []).append(row["value"])
    return words


def alias(vocabulary: str) -> str:
    """The name of the type of a vocabulary."""
    return "".join(part.capitalize() for part in vocabulary.split("_")) + "Word"


def fields(kind: str, columns: list[dict[str, str]]) -> Iterator[str]:
    """The lines of the fields of a type."""
    for column in columns:
        if kind not in column["tables"].split(";") or column["kind"] == "end":
            continue
        spelt = alias(column["vocabulary"]) if column["vocabulary"] else KINDS[column["kind"]]
        if column["presence"] == "maybe":
            spelt += " | None"
        yield f"    {column['field']}: {spelt}"
        english = column["english"]
        if column["kind"] == "start":
            english = english.removesuffix(".") + "; and where it ends, the first code point behind it."
        yield f'    """{english} {column["chinese"]}"""'


def made(kind: str, columns: list[dict[str, str]]) -> str:
    """What is made of the fields of a type."""
    own = [column for column in columns if kind in column["tables"].split(";") and column["kind"] in MADE]
    return ", ".join(f'"{column["field"]}": {MADE[column["kind"]]}' for column in own)


def records() -> str:
    """The module."""
    columns = rows("columns.tsv")
    parts = [HEAD]
    for vocabulary, words in vocabularies().items():
        quoted = ", ".join(f'"{word}"' for word in words)
        parts.append(f"{alias(vocabulary)} = Literal[{quoted}]\n")
    for kind, (name, meaning) in CLASSES.items():
        body = "\n".join(fields(kind, columns))
        parts.append(f'\n\n@dataclass(frozen=True)\nclass {name}:\n    """{meaning}"""\n\n{body}\n')
    names = [name for name, _ in CLASSES.values()]
    parts.append(f"\n\nRecord = Union[{', '.join(names)}]\n")
    parts.append("\n#: The class of each type of record, in the order in which a document's records stand.\n")
    entries = "".join(f'    "{kind}": {name},\n' for kind, (name, _) in CLASSES.items())
    parts.append(f"CLASSES: dict[str, type[Any]] = {{\n{entries}}}\n")
    parts.append("\n#: What is made of the fields that JSON has otherwise, unless they are null.\n")
    entries = "".join(f'    "{kind}": {{{made(kind, columns)}}},\n' for kind in CLASSES)
    parts.append(f"MADE: dict[str, dict[str, Callable[[Any], Any]]] = {{\n{entries}}}\n")
    return "".join(parts)


if __name__ == "__main__":
    (HERE / "gongkai" / "records.py").write_text(records(), encoding="utf-8")
