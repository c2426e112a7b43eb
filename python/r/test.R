# Tests gongkai.R on the corpus: GONGKAI=target/debug/gongkai Rscript python/r/test.R
source("python/r/gongkai.R")
options(gongkai = Sys.getenv("GONGKAI", "gongkai"))

dataset <- file.path(tempfile(), "records")
dir.create(dirname(dataset))
stopifnot(gongkai_extract("corpus", dataset, options = c("--part-size", "500K")))
stopifnot(length(list.files(file.path(dataset, "facts"))) > 1)

documents <- gongkai_read(dataset, "documents")
facts <- gongkai_read(dataset, "facts")
stopifnot(nrow(documents) == 8, sum(documents$n_facts) == nrow(facts))
stopifnot(identical(levels(documents$kind)[1:2], c("final_accounts", "budget")), !anyNA(documents$kind))
stopifnot(is.character(documents$region), "330122" %in% documents$region)
stopifnot(identical(levels(facts$comparator), c(">=", ">", "<=", "<", "~")))
stopifnot(attr(facts$yuan, "label") == "金额（元） Amount in yuan", is.numeric(facts$yuan))
stopifnot(20801000 %in% facts$yuan, all(facts$span_start == facts$id), is.list(facts$assumed))

tables <- gongkai_read(dataset, "tables")
stopifnot(nrow(tables) == sum(documents$n_tables), is.list(tables$rows), is.logical(tables$continues))

# A document that cannot be read is a warning, and a row.
empty <- tempfile(fileext = ".txt")
file.create(empty)
failed <- file.path(tempfile(), "records")
dir.create(dirname(failed))
told <- tryCatch(gongkai_extract(c("corpus", empty), failed), warning = conditionMessage)
stopifnot(grepl("could not be read", told))
stopifnot(nrow(gongkai_read(failed, "errors")) == 1)
stopifnot(inherits(try(gongkai_read(failed, "numbers"), silent = TRUE), "try-error"))
cat("R reads a dataset with types and labels\n")
