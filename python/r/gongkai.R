# gongkai for R: runs the program and reads its datasets, with types and labels.
#
#   source("python/r/gongkai.R")
#   gongkai_extract("corpus", "records")
#   facts <- gongkai_read("records", "facts")
#   attr(facts$yuan, "label")
#
# It needs the program gongkai on the path (or named by options(gongkai = ...)), and jsonlite; a dataset in Parquet is
# read by the package arrow.

# Runs the program; TRUE if all documents were read, FALSE with a warning if some failed.
gongkai_run <- function(arguments) {
  program <- getOption("gongkai", "gongkai")
  status <- system2(program, shQuote(arguments), stderr = "")
  if (status > 1) stop("gongkai failed with status ", status, call. = FALSE)
  if (status == 1) warning("some documents could not be read: see the table errors", call. = FALSE)
  invisible(status == 0)
}

# Reads documents into a dataset. `options` are further options of the program: c("--jobs", "4").
gongkai_extract <- function(paths, output, format = c("jsonl", "parquet"), options = character()) {
  format <- match.arg(format)
  gongkai_run(c("extract", path.expand(paths), "-o", path.expand(output), "--format", format, options))
}

# A table of a dataset as a data frame: columns have the label of the codebook, columns of a few words are factors
# with those words as levels, and days are dates. Lists stay lists.
gongkai_read <- function(dataset, table) {
  columns <- gongkai_columns(dataset, table)
  parts <- list.files(file.path(dataset, table), full.names = TRUE)
  if (length(parts) == 0) stop("no table ", table, " in ", dataset, call. = FALSE)
  if (any(grepl("\\.zst$", parts))) stop("R reads no zstd: merge the dataset without --compression", call. = FALSE)
  parquet <- grep("\\.parquet$", parts, value = TRUE)
  lines <- grep("\\.jsonl$", parts, value = TRUE)
  frames <- if (length(lines) > 0) lapply(lines, gongkai_lines) else lapply(parquet, gongkai_parquet)
  frames <- Filter(function(frame) nrow(frame) > 0, frames)
  frame <- if (length(frames) > 0) do.call(rbind, lapply(frames, gongkai_conform, columns)) else
    gongkai_conform(data.frame(), columns)
  for (name in columns$column) {
    own <- columns[columns$column == name, ]
    words <- own$words[[1]]
    if (length(words) > 0) frame[[name]] <- factor(frame[[name]], levels = words)
    attr(frame[[name]], "label") <- own$label
  }
  frame
}

gongkai_parquet <- function(part) {
  if (!requireNamespace("arrow", quietly = TRUE)) stop("Parquet needs the package arrow", call. = FALSE)
  as.data.frame(arrow::read_parquet(part))
}

gongkai_lines <- function(part) {
  lines <- readLines(part, encoding = "UTF-8", warn = FALSE)
  if (length(lines) == 0) return(data.frame())
  frame <- jsonlite::stream_in(textConnection(lines, encoding = "UTF-8"), verbose = FALSE)
  for (field in intersect(c("span", "body"), names(frame))) {
    pairs <- matrix(unlist(frame[[field]]), ncol = 2, byrow = is.list(frame[[field]]))
    frame[[paste0(field, "_start")]] <- pairs[, 1]
    frame[[paste0(field, "_end")]] <- pairs[, 2]
  }
  frame
}

# The columns of a table, in their order; a part in which one is null throughout lacks its type.
gongkai_conform <- function(frame, columns) {
  made <- lapply(seq_len(nrow(columns)), function(at) {
    value <- frame[[columns$column[at]]]
    switch(columns$class[at],
      number = as.numeric(if (is.null(value)) rep(NA, nrow(frame)) else value),
      logical = as.logical(value),
      list = if (is.list(value)) value else as.list(value),
      as.character(if (is.null(value)) rep(NA, nrow(frame)) else value)
    )
  })
  names(made) <- columns$column
  frame <- data.frame(row.names = seq_along(made[[1]]))
  for (name in names(made)) frame[[name]] <- made[[name]]
  frame
}

# What the codebook of a dataset says of the columns of a table.
gongkai_columns <- function(dataset, table) {
  codebook <- read.csv(file.path(dataset, "codebook.csv"), encoding = "UTF-8", colClasses = "character")
  # It may have a byte-order mark.
  names(codebook)[1] <- "table"
  columns <- codebook[codebook$table == table, ]
  if (nrow(columns) == 0) stop("a dataset has no table ", table, call. = FALSE)
  columns$class <- ifelse(columns$type %in% c("integer", "decimal"), "number",
    ifelse(columns$type == "boolean", "logical", ifelse(columns$type %in% c("list of texts", "list of integers", "JSON"), "list", "text")))
  columns$words <- lapply(strsplit(columns$value_labels_en, "; ", fixed = TRUE), function(pairs) sub("=(?=[^=]*$).*", "", pairs, perl = TRUE))
  columns
}
