/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>

/* The location in which a section stores its error; NULL, so that it is
 * ignored, if another section failed before. */
GError **
limen_report_builder_get_error (LimenReportBuilder *self)
{
  return self->error == NULL ? &self->error : NULL;
}

/* Adds a paragraph of sentences; NULL ones are left out. */
void
limen_report_builder_add_sentences (LimenReportBuilder *self,
                                    const char *first, const char *second)
{
  if (first != NULL && second != NULL)
    limen_document_add_paragraph (self->document, "%s %s", first, second);
  else
    limen_document_add_paragraph (self->document, "%s",
                                  first != NULL ? first : second);
}

/* The sentence that says which rows are predicted positive; translated,
 * static. */
const char *
limen_report_builder_describe_rule (const LimenReportBuilder *self)
{
  return self->numbers->is_reversed
             ? _ ("A row is predicted positive if score <= threshold.")
             : _ ("A row is predicted positive if score >= threshold.");
}

/* Records that memory ran out; the report is then dropped. */
void
limen_report_builder_fail_memory (LimenReportBuilder *self)
{
  limen_dataset_fail_memory (self->dataset, N_ ("for the report on it"),
                             limen_report_builder_get_error (self));
}
