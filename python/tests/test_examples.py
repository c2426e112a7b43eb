"""The examples for engines, on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import gongkai

EXAMPLES = Path(__file__).parents[1] / "examples"
SLURM = Path(__file__).parents[1] / "examples" / "slurm.sh"


@pytest.mark.parametrize(
    ("engine", "tables"),
    [("dask", {"fact": "facts", "error": "errors"}), ("ray", {"fact": "fact", "error": "error"}), ("pyspark", {"fact": "facts", "error": "errors"})],
)
def test_an_engine_reads_what_the_package_does(engine: str, tables: dict[str, str], crawl: Path, tmp_path: Path) -> None:
    pytest.importorskip(engine)
    if engine == "pyspark" and shutil.which("java") is None:
        pytest.skip("no Java")
    # The program reads files with the same bytes once, and knows by its ending what is no document.
    for name in ("a_copy.txt", "CONTENTS.tsv", "empty.txt"):
        (crawl / name).unlink()
    job = EXAMPLES / f"{engine.removeprefix('py')}_job.py"
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
    subprocess.run([sys.executable, job, crawl, tmp_path / "records"], check=True, env=environment, timeout=300)
    own = gongkai.read(crawl)
    for kind, name in tables.items():
        assert pq.read_table(tmp_path / "records" / name).num_rows == own[gongkai.crawl.TYPES[kind]].num_rows


def test_shards_of_an_array_are_put_together(crawl: Path, program: str, tmp_path: Path) -> None:
    records = tmp_path / "records"
    path = f"{Path(program).resolve().parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "CRAWL": str(crawl), "RECORDS": str(records), "SLURM_ARRAY_TASK_MAX": "3"}
    for shard in "123":
        subprocess.run(["bash", SLURM, "read"], check=True, env={**environment, "SLURM_ARRAY_TASK_ID": shard})
    subprocess.run(["bash", SLURM, "merge"], check=True, env=environment)
    merged = pq.read_table(next((records / "facts").glob("*.parquet")).parent)
    assert merged.num_rows == gongkai.read(crawl, types=["fact"]).facts.num_rows
