"""A crawl with Ray: python python/examples/ray_job.py crawl records"""

import sys
from functools import partial

import ray

import gongkai.packed

crawl, records = sys.argv[1:]
documents = ray.data.read_binary_files(crawl, include_paths=True)
pack = partial(gongkai.packed.pack, content="bytes")
packed = documents.map_batches(pack, batch_format="pyarrow", batch_size=16).materialize()
for kind in ("document", "fact", "finding", "error"):
    table = packed.map_batches(partial(gongkai.packed.unpack, kind=kind), batch_format="pyarrow")
    table.write_parquet(f"{records}/{kind}")
