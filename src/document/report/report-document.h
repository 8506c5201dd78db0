/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "report.h"

#include <gio/gio.h>

/* Options of a report as a document. */
typedef struct
{
  LimenReportOptions report;
  GListModel *cutoffs; /* list of LimenCutoff; NULL: none */
  double refer_cost;   /* cost of a referred row, for cutoffs without an
                        * objective */
  gboolean skips_inapplicable; /* cutoffs that do not apply to the file
                                * are counted, not an error */
} LimenDocumentOptions;

LimenDocument *limen_report_document_new (LimenAnalysis *analysis,
                                          const LimenDocumentOptions *options,
                                          GError **error);
