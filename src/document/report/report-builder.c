/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

/* The location in which a section stores its error; NULL, so that it is
 * ignored, if another section failed before. */
GError **
limen_report_builder_get_error (LimenReportBuilder *self)
{
  return self->error == NULL ? &self->error : NULL;
}

/* Records that memory ran out; the report is then dropped. */
void
limen_report_builder_fail_memory (LimenReportBuilder *self)
{
  limen_dataset_fail_memory (self->dataset, "for the report on it",
                             limen_report_builder_get_error (self));
}
