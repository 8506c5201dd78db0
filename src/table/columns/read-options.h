/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "kind.h"
#include "task.h"
#include "undo.h"

/* How to read a file: what the user said, and 0 or NULL for what the reader
 * shall find out. Columns are said by name, or by number from 1; a list of
 * them may stand in one string, with commas between. */
typedef struct
{
  GStrv labels;    /* one column, or one for each class */
  char *labels_from; /* the file of the labels; NULL: that of the scores */
  char *id; /* column that names the rows of both, or "A=B"; NULL: found out */
  gboolean no_id; /* they belong together by the order of their rows */
  GStrv scores;    /* one column, or one for each class */
  gboolean no_scores; /* there are only decisions, in `predicted` */
  GStrv mapped;    /* "COLUMN=CLASS": which class a score column is for */
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
  gboolean reverse_scores; /* low ones mean positive */
  char delimiter;  /* ',', ';', '\t', '|', ' ' for any run of blanks, or 0:
                    * found out */
  gboolean no_header; /* the first row is data */
  gboolean skip_bad_rows;
  gboolean skip_bad_cells; /* labels, of several, that are missing */
  gboolean label_is_optional; /* rows are to be decided: they, and files, may
                               * lack labels; what they have is kept as it is
                               * written, and the place of rows skipped */
  GString *explanation; /* where it is said why columns were taken; NULL:
                         * nowhere. A copy of the options has none */
  gboolean no_sha256; /* not needed */
  gsize block_size; /* bytes that a thread takes at once; 0: usual */
  guint n_threads;  /* 0: one for each processor */
  char *as;         /* path of a file that is to be read alike */
  gboolean remembers; /* what is said is kept for files with these columns;
                       * where nothing is, what was kept is taken */
  char *like;      /* name of the file that these options were taken from */
  char *like_date; /* "2026-10-01", when that was; NULL: not known */
  char *misfit;    /* a sentence: why what was kept is not taken */
} LimenReadOptions;

/* Other names for the columns that an option names, as
 * limen_read_options_rename_columns() wants them. */
typedef GStrv (*LimenRenameFunc) (const char *option, GStrv columns,
                                  gpointer user_data, GError **error);

LimenReadOptions *limen_read_options_new (void);
LimenReadOptions *limen_read_options_copy (const LimenReadOptions *self);
void limen_read_options_free (LimenReadOptions *self);
gboolean limen_read_options_has_costs (const LimenReadOptions *self);
void limen_read_options_own (LimenReadOptions *self);

/* What is said of the columns, apart from how a file is written */
gboolean limen_read_options_has_roles (const LimenReadOptions *self);
void limen_read_options_keep_roles (LimenReadOptions *self);
void limen_read_options_leave_out (LimenReadOptions *self,
                                   const LimenReadOptions *other);
void limen_read_options_fill (LimenReadOptions *self,
                              const LimenReadOptions *other);
gboolean limen_read_options_rename_columns (LimenReadOptions *self,
                                            LimenRenameFunc rename,
                                            gpointer user_data,
                                            GError **error);
char *limen_read_options_describe_roles (const LimenReadOptions *self);
char *limen_read_options_describe_like (const LimenReadOptions *self);

/* As arguments of a command line */
void limen_read_options_append_arguments (const LimenReadOptions *self,
                                          GPtrArray *arguments);
char *limen_read_options_quote (const char *argument);

/* As a group of a key file */
void limen_read_options_write (const LimenReadOptions *self, GKeyFile *file,
                               const char *group);
LimenReadOptions *limen_read_options_parse (GKeyFile *file, const char *group,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReadOptions, limen_read_options_free)
