"""The tables are what `datapackage.json` says, as frictionless sees it."""

from frictionless import Package, validate

report = validate("datapackage.json")
faults = report.flatten(["name", "title", "fieldName", "rowNumber", "note"])
assert report.valid, faults[:10]
package = Package("datapackage.json")
rows = sum(1 for row in package.get_resource("facts").read_rows())
assert rows > 100, rows
