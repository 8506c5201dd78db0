#pragma once

#include <gio/gio.h>

#include "dialect.h"
#include "read-options.h"

/* The first rows of a file as text, and what the reader makes of its columns:
 * what a person needs to see in order to say which column is what. */
typedef struct
{
  char *name;            /* of the file, without its folder */
  LimenDialect *dialect; /* what guesses are made from */
  char delimiter;
  gboolean has_header;
  GPtrArray *names; /* char *, one a column; "1", "2" ... without a header */
  GPtrArray *keys;  /* char *: what picks each out in the read options */
  GPtrArray *rows;  /* GStrv, each of names->len fields */
  LimenTask task;   /* what the reader takes the file for */
  GArray *labels;   /* int: one column, one for each class; none: unclear */
  GArray *scores;   /* likewise */
  gboolean is_decision; /* the only one of them has decisions */
  int predicted, weight, fp_cost, fn_cost, group; /* -1: there is none */
  GPtrArray *classes; /* char *: distinct values of the label in these rows */
} LimenPreview;

LimenPreview *limen_preview_read (const char *path,
                                  const LimenReadOptions *options,
                                  guint n_rows, GCancellable *cancellable,
                                  GError **error);
LimenPreview *limen_preview_read_labels (const char *path, guint n_rows,
                                         GCancellable *cancellable,
                                         GError **error);
void limen_preview_free (LimenPreview *self);

void limen_preview_guess (LimenPreview *self, const LimenReadOptions *options);
gboolean limen_preview_check (const LimenPreview *self,
                              const LimenReadOptions *options,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPreview, limen_preview_free)
