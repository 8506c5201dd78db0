#!/usr/bin/env Rscript
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes estimates.json beside this script.
#
# Intervals of proportions by R's prop.test() (Wilson) and binom.test() (exact),
# ROC AUC with its variance and interval by pROC, means of losses by t.test(),
# and logistic models by glm(), with the sandwich estimator spelt out. Metrics at
# thresholds by pROC's ci.coords(), which resamples each class.
# Needs r-base-core and r-cran-proc of Debian 12.

suppressPackageStartupMessages(library(pROC))

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")

as_json <- function(x) {
  if (is.list(x))
    return(paste0("{", paste0("\"", names(x), "\": ", sapply(x, as_json),
                              collapse = ", "), "}"))
  if (length(x) == 1 && is.null(attr(x, "array")))
    return(number(x))
  paste0("[", paste(number(x), collapse = ", "), "]")
}

array <- function(x) structure(as.numeric(x), array = TRUE)

proportion <- function(hits, rows, confidence) {
  wilson <- suppressWarnings(
    prop.test(hits, rows, conf.level = confidence, correct = FALSE))$conf.int
  exact <- binom.test(hits, rows, conf.level = confidence)$conf.int
  list(hits = hits, rows = rows, confidence = confidence,
       wilson = array(wilson), exact = array(exact))
}

make_case <- function(n, prevalence, step, weighted) {
  x <- rnorm(n, qlogis(prevalence), 1.3)
  if (step > 0) x <- round(x / step) * step
  y <- as.integer(runif(n) < plogis(1.2 * x + 0.1))
  y[1:2] <- 0:1
  y[3:4] <- 1:0
  w <- if (weighted) round(rexp(n) * 8 + 1) / 8 else rep(1, n)
  list(x = x, y = y, w = w, unit = rep(seq_len(ceiling(n / 3)),
                                       length.out = n))
}

# The sandwich of a logistic model, with independent units.
sandwich <- function(scores, bread, unit) {
  sums <- rowsum(scores, unit)
  m <- nrow(sums)
  bread %*% crossprod(sums) %*% bread * m / (m - 1)
}

fit_model <- function(case) {
  fit <- suppressWarnings(glm(case$y ~ case$x, family = binomial,
                              weights = case$w,
                              control = list(epsilon = 1e-14, maxit = 100)))
  p <- fitted(fit)
  design <- cbind(1, case$x)
  bread <- solve(crossprod(design, case$w * p * (1 - p) * design))
  scores <- case$w * (case$y - p) * design
  list(intercept = coef(fit)[[1]], slope = coef(fit)[[2]],
       "model-errors" = array(sqrt(diag(bread))),
       "row-errors" = array(sqrt(diag(sandwich(scores, bread,
                                               seq_along(p))))),
       "unit-errors" = array(sqrt(diag(sandwich(scores, bread, case$unit)))))
}

area <- function(case) {
  r <- roc(case$y, case$x, levels = c(0, 1), direction = "<", quiet = TRUE)
  interval <- ci.auc(r, method = "delong")
  list(auc = as.numeric(auc(r)), variance = as.numeric(var(r)),
       interval = array(c(interval[1], interval[3])))
}

losses <- function(case) {
  loss <- -log(plogis(ifelse(case$y == 1, case$x, -case$x)))
  test <- t.test(loss)
  list(mean = mean(loss), error = test$stderr,
       interval = array(test$conf.int))
}

describe <- function(case, weighted)
  c(list(scores = array(case$x), labels = array(case$y),
         weights = if (weighted) array(case$w) else NA,
         units = array(case$unit - 1), model = fit_model(case)),
    if (weighted) list() else list(area = area(case), "log-loss" = losses(case)))

set.seed(31)
proportions <- list()
for (confidence in c(0.9, 0.95, 0.99))
  for (cell in list(c(0, 1), c(1, 1), c(0, 20), c(1, 29), c(4, 9), c(15, 148),
                    c(81, 263), c(997, 1000), c(3, 1e6), c(29, 29),
                    c(123456, 1e6)))
    proportions <- c(proportions, list(proportion(cell[1], cell[2],
                                                  confidence)))
cases <- list()
for (n in c(12, 60, 250))
  for (step in c(0, 0.5))
    for (weighted in c(FALSE, TRUE))
      cases <- c(cases, list(describe(make_case(n, 0.4, step, weighted),
                                      weighted)))
# Intervals at thresholds between two scores, each a row with the lower and the
# upper ends of all thresholds.
resample <- function(n, prevalence, step, resamples) {
  case <- make_case(n, prevalence, step, FALSE)
  distinct <- sort(unique(case$x))
  at <- round(quantile(seq_along(distinct), c(0.2, 0.5, 0.75)))
  thresholds <- (distinct[at] + distinct[at + 1]) / 2
  r <- roc(case$y, case$x, levels = c(0, 1), direction = "<", quiet = TRUE)
  metrics <- c("sensitivity", "specificity", "precision", "accuracy", "youden")
  found <- ci.coords(r, x = thresholds, input = "threshold", ret = metrics,
                     boot.n = resamples, boot.stratified = TRUE,
                     progress = "none")
  # pROC's "youden" is the sum of both rates.
  ends <- lapply(metrics, function(m)
    list(low = array(found[[m]][, 1] - (m == "youden")),
         high = array(found[[m]][, 3] - (m == "youden"))))
  c(list(scores = array(case$x), labels = array(case$y),
         thresholds = array(thresholds), resamples = resamples),
    setNames(ends, metrics))
}

set.seed(32)
resampled <- list(resample(300, 0.4, 0, 2000), resample(500, 0.3, 0.25, 2000))

join <- function(items) paste(sapply(items, as_json), collapse = ",\n")
writeLines(paste0("{\"proportions\": [\n", join(proportions),
                  "\n],\n\"cases\": [\n", join(cases),
                  "\n],\n\"resampled\": [\n", join(resampled), "\n]}"),
           file.path(dirname(script), "estimates.json"))
