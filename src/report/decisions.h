#pragma once

#include "cutoff.h"
#include "dataset.h"

/* A decision per row and cutoff, as CSV: the `apply` command. */
gboolean limen_decisions_save (GListModel *cutoffs, LimenDataset *dataset,
                               const char *path, GError **error);
/* How the cutoffs do there, for a person to read. */
char *limen_decisions_describe (GListModel *cutoffs, LimenOneVsRest *class);
