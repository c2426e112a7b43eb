"""A crawl with Dask: python python/examples/dask_job.py crawl records"""

import sys
from pathlib import Path

import dask
import pyarrow as pa
import pyarrow.parquet as pq

import gongkai.packed


@dask.delayed
def read(number: int, paths: list[Path], records: Path) -> int:
    """Reads some files into a part of each table, and says how many records there are."""
    rows = pa.table({"path": [str(path) for path in paths], "content": [path.read_bytes() for path in paths]})
    packed = gongkai.packed.pack(rows)
    for kind, name in (("document", "documents"), ("fact", "facts"), ("finding", "findings"), ("error", "errors")):
        (records / name).mkdir(parents=True, exist_ok=True)
        pq.write_table(gongkai.packed.unpack(packed, kind), records / name / f"part-{number:05}.parquet")
    return sum(packed["records"].to_pylist())


if __name__ == "__main__":
    crawl, records = map(Path, sys.argv[1:])
    files = sorted(path for path in crawl.rglob("*") if path.is_file())
    parts = [files[at : at + 100] for at in range(0, len(files), 100)]
    counts = dask.compute(*(read(number, part, records) for number, part in enumerate(parts, 1)))
    print(sum(counts), "records")
