# The script that comes with a dataset, or with tables made of one, loads every table with its types and labels.
source("load.R", encoding = "UTF-8")
codebook <- read.csv("codebook.csv", fileEncoding = "UTF-8-BOM", colClasses = "character")
for (table in names(gongkai)) {
  own <- codebook[codebook$table == table, ]
  rows <- gongkai[[table]]
  stopifnot(identical(names(rows), own$column))
  parts <- list.files(table, "[.]jsonl$", full.names = TRUE)
  lines <- unlist(lapply(parts, readLines, encoding = "UTF-8"))
  stopifnot(nrow(rows) == length(lines))
  for (column in own$column) {
    stopifnot(identical(attr(rows[[column]], "label"), own$label[own$column == column]))
  }
}
facts <- gongkai$facts
if (!is.null(facts)) {
  stopifnot(is.character(facts$code), is.numeric(facts$yuan), is.factor(facts$measure), !anyNA(facts$kind))
  stopifnot("amount" %in% levels(facts$measure), is.logical(gongkai$tables$continues))
}
wide <- gongkai$panel_wide
if (!is.null(wide)) {
  stopifnot(is.numeric(wide$total_income), is.factor(wide$books), is.character(wide$region))
}
