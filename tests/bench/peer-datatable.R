# SPDX-License-Identifier: GPL-3.0-or-later
# Reads files with data.table's fread. Each line of standard input is
# "read FILE"; the answer is the time in seconds and the number of rows.

suppressMessages(library(data.table))
setDTthreads(0)
cat("ready\n")
flush(stdout())

lines <- file("stdin", "r")
while (length(line <- readLines(lines, n = 1)) > 0) {
  path <- strsplit(line, " ")[[1]][2]
  seconds <- system.time(table <- fread(path, showProgress = FALSE))
  cat(seconds[["elapsed"]], nrow(table), "\n")
  flush(stdout())
}
