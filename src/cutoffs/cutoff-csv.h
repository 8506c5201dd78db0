#pragma once

#include <json-glib/json-glib.h>

/* How the first line of cutoffs that were exported as CSV begins, without
 * quotes. */
#define LIMEN_CUTOFF_CSV_HEADER                                               \
  "name,class,kind,threshold,logit-threshold,low,high,rule,"
/* Where some cutoff is for reversed scores. */
#define LIMEN_CUTOFF_CSV_HEADER_2                                             \
  "name,class,kind,threshold-by-rule,logit-threshold,low,high,rule,"

/* The rows of such a file as the objects that limen-cutoffs has in JSON, beside
 * the line of each. */
typedef struct
{
  GPtrArray *objects; /* JsonObject */
  GArray *lines;      /* guint64 */
  gboolean is_second; /* limen-cutoffs/2 */
} LimenCutoffCsv;

LimenCutoffCsv *limen_cutoff_csv_load (const char *path, GError **error);
void limen_cutoff_csv_free (LimenCutoffCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCutoffCsv, limen_cutoff_csv_free)
