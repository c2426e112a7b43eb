"""A crawl on a cluster with Spark: every file below a directory is read, and the records are written as Parquet.

spark-submit python/examples/spark_job.py hdfs:///crawl hdfs:///records
"""

import sys

from pyspark.sql import SparkSession

import gongkai.spark

crawl, records = sys.argv[1:]
# What Spark takes the opening of a file for: with the usual 4 MB a task would have some thirty small documents.
builder = SparkSession.builder.appName("gongkai").config("spark.sql.files.openCostInBytes", str(1 << 16))
spark = builder.getOrCreate()
documents = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(crawl)
# Parts of a few thousand documents: a task that is lost is done again, and none is much longer than the others.
tables = gongkai.spark.extract(documents, max_bytes=50 << 20, max_seconds=60)
tables.write(records)
# The numbers once more, by the year of their document, for those who ask for a year.
year = tables.documents.select("doc", "fiscal_year", "region")
tables.facts.join(year, "doc").write.partitionBy("fiscal_year").parquet(f"{records}/facts_by_year")
spark.stop()
