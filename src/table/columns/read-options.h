/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "kind.h"
#include "task.h"
#include "undo.h"

struct _LimenDataset;

/* Takes a piece of a file: some consecutive rows, as a dataset that is valid
 * during the call only. The labels of a binary file are indices of
 * limen_dataset_get_label_places(). FALSE with an error ends the reading. */
typedef gboolean (*LimenPieceFunc) (struct _LimenDataset *piece,
                                    gpointer user_data, GError **error);

/* How to read a file: what the user specified. 0 or NULL means that the reader
 * infers it. Columns are given by name, or by number from 1; one string may
 * list several, separated by commas. */
typedef struct
{
  GStrv labels;      /* label columns: one, or one per class */
  char *labels_from; /* path of a separate label file; NULL if the labels are
                      * in the file of the scores */
  char *id; /* identifier column of both files, or "A=B"; NULL to infer it */
  gboolean no_id;     /* match the two files by row order */
  GStrv scores;       /* score columns: one, or one per class */
  gboolean no_scores; /* the file has decisions only, in `predicted` */
  GStrv mapped;       /* "COLUMN=CLASS": class of a score column */
  char *predicted;    /* column of predicted classes; the only score column is
                       * their confidence */
  gboolean no_predicted; /* do not look for a column of predicted classes */
  char *variance;        /* predicted variance, for regression */
  char *weight;
  gboolean no_weight;      /* do not infer a weight column from its name */
  char *fp_cost, *fn_cost; /* cost of each row if it is misclassified */
  char *group;
  char *unit; /* column whose equal texts mark rows that belong together */
  char *split; /* "COLUMN=VALUE": the rows whose column has the value are test
                * data, and only the others are read; NULL: all are read */
  gboolean takes_test; /* only the test data are read, not the others */
  GStrv ignored;   /* labels whose rows are left out */
  GStrv classes;   /* names of the classes, in order; NULL: the labels
                    * themselves */
  gboolean has_naming; /* `naming` is known, from the reading of another
                        * file */
  guint naming;    /* LimenClassNaming: how labels refer to the score columns;
                    * by name, `classes` has that of each column */
  char *positive;  /* label of the positive class */
  gboolean has_kind; /* `kind` was given, and is not "auto" */
  LimenKind kind;
  gboolean has_task;
  LimenTask task;
  gboolean has_undo; /* `undo` was given, perhaps as "none" */
  LimenUndo undo;    /* transformation to invert before the scores are used */
  gboolean reverse_scores; /* low scores mean positive */
  char delimiter; /* ',', ';', '\t', '|', or ' ' for any run of blanks; 0 to
                   * detect it */
  gboolean no_header; /* the first row is data */
  gboolean skip_bad_rows;
  gboolean skip_bad_cells; /* skip missing labels of a multilabel row, not the
                            * whole row */
  gboolean label_is_optional; /* for applying cutoffs: rows, or the whole file,
                               * may lack labels; label texts as written and
                               * places of skipped rows are kept */
  LimenPieceFunc take_piece; /* for applying cutoffs: takes the rows in pieces,
                              * so that memory does not grow with them; the
                              * result of reading then has none. NULL, or a
                              * file that cannot be read in pieces: the result
                              * has all rows */
  gpointer piece_data;       /* its user_data */
  gsize piece_rows;          /* rows of a piece; 0: default */
  GString *explanation; /* collects the reasons for the inferred roles; NULL if
                         * not needed; not copied with the options */
  gboolean no_sha256;   /* do not compute the SHA-256 */
  gsize block_size;     /* bytes per block of a thread; 0: default */
  guint n_threads;      /* 0: one per processor */
  char *as;             /* path of a file whose options are to be reused */
  gboolean remembers; /* remember the options for files with these columns; if
                       * none are given, reuse the remembered ones */
  char *like;         /* name of the file whose options were reused */
  char *like_date; /* date of that reading, such as "2026-10-01"; NULL if not
                    * known */
  char *misfit;    /* sentence as an argument of a message: why the remembered
                    * options do not fit; or NULL */
} LimenReadOptions;

/* Maps the columns given for an option, whose name is without "--", to other
 * names. Returns a new list, or NULL with an error. */
typedef GStrv (*LimenRenameFunc) (const char *option, GStrv columns,
                                  gpointer user_data, GError **error);

LimenReadOptions *limen_read_options_new (void);
LimenReadOptions *limen_read_options_copy (const LimenReadOptions *self);
void limen_read_options_free (LimenReadOptions *self);
gboolean limen_read_options_has_costs (const LimenReadOptions *self);
void limen_read_options_own (LimenReadOptions *self);

/* Roles of columns, as opposed to the file's format */
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
char *limen_read_options_describe_misfit (const LimenReadOptions *self);

/* Conversion to command-line arguments */
void limen_read_options_append_arguments (const LimenReadOptions *self,
                                          GPtrArray *arguments);
char *limen_read_options_quote (const char *argument);

/* Storage in a group of a key file */
void limen_read_options_write (const LimenReadOptions *self, GKeyFile *file,
                               const char *group);
LimenReadOptions *limen_read_options_parse (GKeyFile *file, const char *group,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReadOptions, limen_read_options_free)
