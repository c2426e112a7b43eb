"""The tables are what `datapackage.json` says, as frictionless sees it."""

import json
from pathlib import Path

from frictionless import Package, validate

descriptor = json.loads(Path("datapackage.json").read_text(encoding="utf-8"))
# Of a table without rows there are no lines of JSON, which frictionless takes for a fault.
empty = {
    resource["name"]
    for resource in descriptor["resources"]
    if not any(Path(part).stat().st_size for part in resource["path"])
}
assert not empty & {"facts", "documents", "panel", "items", "coverage"}
report = validate("datapackage.json")
assert len(report.tasks) == len(descriptor["resources"]), report.errors
for task in report.tasks:
    faults = task.flatten(["title", "fieldName", "rowNumber", "note"])
    assert task.valid or task.name in empty, (task.name, faults[:10])
assert not report.errors, report.errors
names = {resource["name"] for resource in descriptor["resources"]}
for name in names & {"facts", "panel", "items"}:
    rows = sum(1 for row in Package("datapackage.json").get_resource(name).read_rows())
    assert rows > 100, (name, rows)
