#!/usr/bin/env bash
# A crawl on a cluster with Slurm: an array of jobs reads it, each its shard, and a last one puts the shards together.
#
#   CRAWL=/data/crawl RECORDS=/data/records bash python/examples/slurm.sh 64
#
# CRAWL is a path that all machines see, RECORDS a directory that they all write to. A job that was killed or timed out
# is submitted again by the same line: each shard goes on where it stopped.
set -euo pipefail

read_shard() {
    gongkai extract "$CRAWL" -o "$RECORDS.shards/$SLURM_ARRAY_TASK_ID" --resume --format parquet \
        --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_MAX" --jobs "${SLURM_CPUS_PER_TASK:-1}" || (($? == 1))
    # Status 1 says that some documents failed: they are records, and no fault of the job.
}

put_together() {
    gongkai merge "$RECORDS".shards/* -o "$RECORDS"
}

: "${CRAWL:?the crawl}" "${RECORDS:?where its records go}"
case "${1:?the number of shards}" in
    read) read_shard ;;
    merge) put_together ;;
    *)
        array=$(sbatch --parsable --array="1-$1" --cpus-per-task=4 --mem=4G --time=24:00:00 "$0" read)
        sbatch --dependency="afterok:$array" --mem=4G "$0" merge
        ;;
esac
