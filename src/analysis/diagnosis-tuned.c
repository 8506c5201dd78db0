/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-tuned.h"

/* Adds the finding about a threshold that an objective found on the rows that
 * its metrics are computed on. Nothing if there are test data (NULL: none),
 * which the threshold is judged on. Not part of limen_diagnosis_new(), since
 * it is about a choice rather than about the file. */
void
limen_diagnosis_add_tuned (GPtrArray *findings, LimenTestData *test)
{
  if (test == NULL)
    limen_findings_add (
        findings, "tuned-and-judged", LIMEN_SEVERITY_INFO,
        "Chosen and judged on these rows, so the metrics are too good. "
        "{Give other rows with --test|Add test data}.");
}
