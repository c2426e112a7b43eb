"""What the tests share: the documents that come with the package, and the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Records = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def program() -> str:
    """The program, by which the package is measured: GONGKAI names it where it is not on the path."""
    found = os.environ.get("GONGKAI") or shutil.which("gongkai")
    if found is None:
        pytest.fail("no program gongkai: build it, and name it in GONGKAI")
    return found


@pytest.fixture(scope="session")
def lines(program: str) -> Callable[..., Records]:
    """The records that the program prints of paths, by type."""

    def run(*arguments: object) -> Records:
        printed = subprocess.run(
            [program, "extract", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ).stdout
        records: Records = {}
        for line in printed.decode().splitlines():
            record = json.loads(line, parse_float=Decimal)
            records.setdefault(record.pop("type"), []).append(record)
        return records

    return run


@pytest.fixture
def crawl(tmp_path: Path, corpus: Path) -> Path:
    """A crawl with a copy, a document that says the same as another, and two that cannot be read."""
    directory = tmp_path / "crawl"
    shutil.copytree(corpus, directory)
    first = sorted(directory.glob("*.txt"))[0]
    shutil.copy(first, directory / "a_copy.txt")
    # Said once more, in other bytes.
    (directory / "z_again.txt").write_bytes(first.read_bytes() + b"\n\n")
    (directory / "empty.txt").write_bytes(b"")
    (directory / "torn.docx").write_bytes(b"PK\x03\x04\x00")
    return directory


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record as a row of its table has it: a span is two columns, a grid is JSON."""
    row: dict[str, Any] = {}
    for name, value in record.items():
        if name in ("span", "body"):
            row[f"{name}_start"], row[f"{name}_end"] = value
        else:
            row[name] = value
    return row


def comparable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a table, as `flat` makes them of records."""
    return [{name: json.loads(value) if name == "rows" else value for name, value in row.items()} for row in rows]
