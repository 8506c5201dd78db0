/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "report.h"

#include <gio/gio.h>

/* What to put in a document beside what every analysis has. */
typedef struct
{
  LimenReportOptions report;
  GListModel *cutoffs;          /* LimenCutoff; NULL: none */
  double refer_cost; /* of a row, where no objective led to a grey zone */
  gboolean leaves_out_strangers; /* cutoffs that the file cannot have are
                                  * counted, not refused */
} LimenDocumentOptions;

LimenDocument *limen_report_document_new (LimenAnalysis *analysis,
                                          const LimenDocumentOptions *options,
                                          GError **error);
