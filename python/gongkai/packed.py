"""Records of documents packed into rows, for engines that spread documents over machines.

An engine has tables with one schema each, a document yields records of nine types. So it is read once into rows with
one batch of records each (`pack`), which are unpacked type by type (`unpack`). `gongkai.spark` does so; with others:

    packed = documents.map_batches(gongkai.packed.pack, batch_format="pyarrow")
    facts = packed.map_batches(functools.partial(gongkai.packed.unpack, kind="fact"), batch_format="pyarrow")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from gongkai import _native
from gongkai.crawl import TYPES, one_of_types, schema

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from gongkai.limits import Limits

#: The columns of packed rows: of which document, of what type, how many records, what the document says in short (by
#: which those that say the same are known; only with its own record), and the records as a message of Arrow.
SCHEMA = pa.schema(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("doc", pa.string()),
        pa.field("type", pa.string(), nullable=False),
        pa.field("records", pa.int64(), nullable=False),
        pa.field("content", pa.string()),
        pa.field("batch", pa.binary(), nullable=False),
    ]
)


def pack(
    rows: pa.Table | pa.RecordBatch,
    content: str = "content",
    path: str = "path",
    types: Iterable[str] | None = None,
    **limits: Unpack[Limits],
) -> pa.Table:
    """Reads the documents of rows: the column `content` has their bytes or their text, `path` what they are called.

    A document that cannot be read is a record of the type error; a row without content is one too.
    """
    kinds = [one_of_types(kind) for kind in types] if types is not None else list(TYPES)
    packed: list[dict[str, Any]] = []
    for name, given in zip(rows.column(path).to_pylist(), rows.column(content).to_pylist()):
        own = given.encode() if isinstance(given, str) else given or b""
        doc, said, batches = _native.pack(str(name), own, kinds, dict(limits))
        for kind, batch in batches:
            taken = pa.record_batch(batch)
            packed.append(
                {
                    "path": str(name),
                    "doc": doc,
                    "type": kind,
                    "records": taken.num_rows,
                    "content": said if kind == "document" else None,
                    "batch": taken.serialize().to_pybytes(),
                }
            )
    return pa.Table.from_pylist(packed, SCHEMA)


def unpack(packed: pa.Table | pa.RecordBatch, kind: str) -> pa.Table:
    """The records of a type that packed rows hold."""
    kind = one_of_types(kind)
    own = packed.filter(pc.equal(packed.column("type"), kind))
    columns = schema(kind)
    batches = [
        pa.ipc.read_record_batch(pa.py_buffer(batch), columns) for batch in own.column("batch").to_pylist()
    ]
    return pa.Table.from_batches(batches, columns)
