"""gongkai (公开, disclosure) reads the budgets and final accounts that Chinese governments disclose.

    gongkai.extract("a.pdf")        one document: its text and its records
    gongkai.read("crawl/").facts    many, in parallel, as tables of Arrow
    gongkai.batches, gongkai.scan   the same as streams, for crawls larger than memory
    gongkai.check("crawl/")         where documents contradict themselves
    gongkai.inspect("a.pdf")        a document beside what was read from it, in a notebook
    gongkai.spark                   on a cluster

`gongkai.records` says what the fields of the records mean.
"""

from gongkai import records
from gongkai.crawl import Tables, batches, check, read, scan, schema
from gongkai.document import Document, Page, extract, inspect
from gongkai.errors import DocumentError, GongkaiError, RunError
from gongkai.limits import DEFAULTS, Limits

__all__ = [
    "DEFAULTS",
    "Document",
    "DocumentError",
    "GongkaiError",
    "Limits",
    "Page",
    "RunError",
    "Tables",
    "batches",
    "check",
    "extract",
    "inspect",
    "read",
    "records",
    "scan",
    "schema",
]
