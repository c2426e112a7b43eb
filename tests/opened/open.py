"""The tables of a dataset, or those made of one, in three formats say the same, in DuckDB, pandas and pyarrow."""

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

package = json.loads(Path("datapackage.json").read_text(encoding="utf-8"))
resources = {resource["name"]: resource for resource in package["resources"]}

PARQUET = {
    "string": lambda kind: pa.types.is_string(kind),
    "integer": lambda kind: pa.types.is_int64(kind),
    "number": lambda kind: kind == pa.decimal128(38, 10),
    "boolean": lambda kind: pa.types.is_boolean(kind),
    "array": lambda kind: pa.types.is_list(kind),
}


def lines(table):
    for part in resources[f"{table}.jsonl"]["path"]:
        for line in Path(part).read_text(encoding="utf-8").splitlines():
            yield json.loads(line, parse_float=Decimal)


def expected(record, field):
    """What a column of Parquet holds of a record."""
    name = field["name"]
    for end, at in (("_start", 0), ("_end", 1)):
        if name in (f"span{end}", f"body{end}"):
            return record[name.removesuffix(end)][at]
    value = record[name]
    if name == "rows":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


for table in sorted({name.split(".")[0] for name in resources}):
    resource = resources[f"{table}.parquet"]
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    records = list(lines(table))

    parts = [pq.ParquetFile(part) for part in resource["path"]]
    for part in parts:
        assert part.schema_arrow.names == names, table
        for field, kind in zip(fields, part.schema_arrow.types):
            assert PARQUET[field["type"]](kind), (table, field["name"], kind)
    rows = [row for part in parts for row in part.read().to_pylist()]
    assert len(rows) == len(records), table
    for row, record in zip(rows, records):
        for field in fields:
            wanted = expected(record, field)
            assert row[field["name"]] == wanted, (table, field["name"], row[field["name"]], wanted)

    # DuckDB reads all parts at once, and what it reads is of the types that were written.
    parquet = duckdb.sql(f"SELECT * FROM read_parquet('{table}/*.parquet')")
    assert parquet.columns == names, table
    assert len(parquet.fetchall()) == len(records), table
    csv = duckdb.sql(f"SELECT * FROM read_csv('{table}/*.csv', all_varchar = true, header = true)")
    assert csv.columns == names, table
    assert len(csv.fetchall()) == len(records), table

    # pandas reads comma-separated values with a byte-order mark, and codes keep their zeros.
    texts = {field["name"]: str for field in fields if field["type"] == "string"}
    frame = pd.concat(
        [pd.read_csv(part, dtype=texts, encoding="utf-8-sig") for part in resources[f"{table}.csv"]["path"]]
    )
    assert list(frame.columns) == names and len(frame) == len(records), table
    if "code" in names:
        codes = [None if pd.isna(code) else code for code in frame["code"]]
        assert codes == [record["code"] for record in records]

# A sum of amounts is exact.
if "facts.jsonl" in resources:
    total = sum(record["yuan"] for record in lines("facts") if record["yuan"] is not None)
    assert duckdb.sql("SELECT sum(yuan) FROM read_parquet('facts/*.parquet')").fetchone()[0] == total
    assert parts and total > 0
    dictionary = pq.ParquetFile(resources["facts.parquet"]["path"][0]).metadata.row_group(0)
    for at in range(dictionary.num_columns):
        column = dictionary.column(at)
        if column.path_in_schema == "kind":
            assert any("DICTIONARY" in encoding for encoding in column.encodings)
            assert column.compression == "ZSTD"

codebook = pd.read_csv("codebook.csv", encoding="utf-8-sig", dtype=str)
for table in set(codebook["table"]):
    own = list(codebook[codebook["table"] == table]["column"])
    assert own == [field["name"] for field in resources[f"{table}.csv"]["schema"]["fields"]], table
