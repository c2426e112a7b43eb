"""One document: its text, its records, and the page that shows both."""

from __future__ import annotations

import html
import json
import os
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterator, Literal, TypeVar, Union

from gongkai import _native
from gongkai import records as types

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from gongkai.limits import Limits

#: A language: Chinese or English.
Lang = Literal["zh", "en"]
#: What a document is read from: its path, or its bytes.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview]

R = TypeVar("R")


class Document:
    """A document that was read: its `text` and, as an iterator, its records in the order of the contract.

    >>> import gongkai
    >>> document = gongkai.extract("2020年度部门决算\\n一、收入决算情况说明\\n本年收入合计756.8万元。\\n".encode())
    >>> fact = document.facts[0]
    >>> fact.label, fact.yuan
    ('本年收入合计', Decimal('7568000'))
    >>> start, end = fact.span
    >>> document.text[start:end]
    '756.8万元'
    """

    def __init__(self, native: _native.Document) -> None:
        self._native = native

    @cached_property
    def text(self) -> str:
        """The text that spans and lines of the records refer to: `text[start:end]` is the evidence of a record."""
        return self._native.text

    @cached_property
    def records(self) -> tuple[types.Record, ...]:
        """All records."""
        return tuple(map(record, self._native.lines()))

    def __iter__(self) -> Iterator[types.Record]:
        return iter(self.records)

    def _of(self, kind: type[R]) -> list[R]:
        return [one for one in self.records if isinstance(one, kind)]

    @property
    def header(self) -> types.Header:
        """The document's own record: kind, fiscal year, issuer, counts."""
        return self._of(types.Header)[0]

    @property
    def sections(self) -> list[types.Section]:
        """Its headings."""
        return self._of(types.Section)

    @property
    def tables(self) -> list[types.Table]:
        """Its tables."""
        return self._of(types.Table)

    @property
    def facts(self) -> list[types.Fact]:
        """Its numbers."""
        return self._of(types.Fact)

    @property
    def projects(self) -> list[types.Project]:
        """The heads of its performance tables."""
        return self._of(types.Project)

    @property
    def indicators(self) -> list[types.Indicator]:
        """The rows of its performance tables."""
        return self._of(types.Indicator)

    @property
    def findings(self) -> list[types.Finding]:
        """Where it contradicts itself."""
        return self._of(types.Finding)

    def page(self, lang: Lang = "en") -> Page:
        """The page that shows it with its records; notebooks render it."""
        return Page(self._native.page(lang))

    def __repr__(self) -> str:
        header = self.header
        told = (header.issuer, header.fiscal_year, header.kind)
        named = " ".join(str(part) for part in told if part is not None)
        return f"<gongkai.Document {header.path}: {named}, {header.n_facts} facts, {header.n_findings} findings>"

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()


class Page:
    """A page of HTML, whole in itself, which notebooks render in a frame of its own."""

    def __init__(self, text: str) -> None:
        self.html = text
        """The page."""

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the page into a file, for a browser."""
        path = Path(path)
        path.write_text(self.html, encoding="utf-8")
        return path

    def _repr_html_(self) -> str:
        # In a frame neither the page's style nor its script meets the notebook's.
        framed = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{framed}" sandbox="allow-scripts" '
            'style="width: 100%; height: 80vh; border: 1px solid #ccc"></iframe>'
        )


def record(line: str) -> types.Record:
    """The record of a line of JSON, as `gongkai extract` prints it."""
    fields: dict[str, Any] = json.loads(line, parse_float=Decimal)
    kind = fields.pop("type")
    for name, make in types.MADE[kind].items():
        value = fields[name]
        if value is not None:
            fields[name] = make(value)
    made: types.Record = types.CLASSES[kind](**fields)
    return made


def extract(
    source: Source, name: str | None = None, *, lang: Lang = "zh", **limits: Unpack[Limits]
) -> Document:
    """Reads one document.

    `source` is its path, which may be a member of an archive (`crawl.zip!2021/a.pdf`), or its bytes. What the bytes
    are (text in any of the usual encodings, HTML, docx, xlsx, xls, PDF) is told by their content. `name` is the path
    that records of bytes bear. The messages of findings are in `lang`. The keywords of `gongkai.Limits` say what the
    document may cost.

    Raises `gongkai.DocumentError`, which has the `stage` that failed, if it cannot be read.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return Document(_native.apart(name or "-", bytes(source), lang, dict(limits)))
    if name is not None:
        raise TypeError("`name` is for bytes: a file bears its path")
    return Document(_native.open(source, lang, dict(limits)))


def inspect(source: Source | Document, *, lang: Lang = "en", **limits: Unpack[Limits]) -> Page:
    """The page of `gongkai inspect`: a document with what was read from it, in a notebook or for a browser.

    `source` is a document that was extracted, a path or bytes.
    """
    document = source if isinstance(source, Document) else extract(source, **limits)
    return document.page(lang)
