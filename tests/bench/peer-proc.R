# SPDX-License-Identifier: GPL-3.0-or-later
# Bootstraps metrics at a threshold with pROC. Each line of standard input is
# "coords FILE THRESHOLD RESAMPLES"; the answer is the time in seconds, without
# that of reading and sorting the file, and the lower end of the interval of
# recall.

suppressPackageStartupMessages(library(pROC))
cat("ready\n")
flush(stdout())

path <- ""
lines <- file("stdin", "r")
while (length(line <- readLines(lines, n = 1)) > 0) {
  words <- strsplit(line, " ")[[1]]
  if (words[2] != path) {
    path <- words[2]
    table <- read.csv(path)
    curve <- roc(table$label, table$probability, levels = c(0, 1),
                 direction = "<", quiet = TRUE)
  }
  seconds <- system.time(
    found <- ci.coords(curve, x = as.numeric(words[3]), input = "threshold",
                       ret = c("sensitivity", "specificity", "precision",
                               "accuracy", "youden"),
                       boot.n = as.numeric(words[4]), boot.stratified = FALSE,
                       progress = "none"))
  cat(seconds[["elapsed"]], found$sensitivity[1], "\n")
  flush(stdout())
}
