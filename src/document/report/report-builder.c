/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"


/* Where a section puts an error; the first one stays. */
GError **
limen_report_builder_get_error (LimenReportBuilder *self)
{
  return self->error == NULL ? &self->error : NULL;
}

/* A section has no memory: there will be no report. */
void
limen_report_builder_fail_memory (LimenReportBuilder *self)
{
  limen_dataset_fail_memory (self->dataset, "for the report on it",
                             limen_report_builder_get_error (self));
}
