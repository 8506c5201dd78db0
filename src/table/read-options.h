#pragma once

#include <glib.h>

#include "kind.h"
#include "undo.h"

/* How to read a file: what the user said, and 0 or NULL for what the reader
 * shall find out. Columns are said by name, or by number from 1; a list of
 * them may stand in one string, with commas between. */
typedef struct
{
  GStrv labels;    /* one column, or one for each class */
  GStrv scores;    /* likewise */
  char *predicted; /* the class that the only score is for */
  gboolean no_predicted; /* no column is looked for that may be it */
  char *variance;  /* of a regression */
  char *weight;
  gboolean no_weight; /* no column is taken for it by its name */
  char *fp_cost, *fn_cost; /* what each row costs if it is decided wrongly */
  char *group;
  GStrv ignored;   /* labels whose rows are left out */
  GStrv classes;   /* names that classes are known by; NULL: by their labels */
  char *positive;  /* the label that counts as positive */
  gboolean has_kind; /* kind was said, not "auto" */
  LimenKind kind;
  gboolean has_task;
  LimenTask task;
  gboolean has_undo; /* undo was said, if only "none" */
  LimenUndo undo;    /* what is taken back from the scores */
  char delimiter;  /* ',', ';', '\t', '|', ' ' for any run of blanks, or 0:
                    * found out */
  gboolean no_header; /* the first row is data */
  gboolean skip_bad_rows;
  gboolean skip_bad_cells; /* labels, of several, that are missing */
  gboolean label_is_optional; /* rows are to be decided: they, and files, may
                               * lack labels; what they have is kept as it is
                               * written, and the place of rows skipped */
  gboolean no_sha256; /* not needed */
  gsize block_size; /* bytes that a thread takes at once; 0: usual */
  guint n_threads;  /* 0: one for each processor */
} LimenReadOptions;

LimenReadOptions *limen_read_options_new (void);
LimenReadOptions *limen_read_options_copy (const LimenReadOptions *self);
void limen_read_options_free (LimenReadOptions *self);
gboolean limen_read_options_has_costs (const LimenReadOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReadOptions, limen_read_options_free)
