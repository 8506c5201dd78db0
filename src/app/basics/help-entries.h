/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The parts of a help entry. */
typedef enum
{
  LIMEN_HELP_SHOWS,
  LIMEN_HELP_READ,
  LIMEN_HELP_FORMULA,
  LIMEN_HELP_CONVENTION,
  LIMEN_HELP_MISLEADS,
  LIMEN_N_HELP_PARTS,
} LimenHelpPart;

/* A help entry on one figure, metric, loss or other number, in the user's
 * language. */
typedef struct
{
  char *key;     /* section and name, such as "metric/f1" */
  char *section; /* the section's title */
  char *title;
  char *names;  /* text that is searched, case-folded; also in English */
  char *source; /* citation for the formula; NULL if none */
  char *parts[LIMEN_N_HELP_PARTS];
} LimenHelpEntry;

gboolean limen_help_entries_parse (const char *text, gssize length,
                                   GPtrArray *entries, GError **error);
GPtrArray *limen_help_entries_load (GError **error);
gboolean limen_help_entry_matches (const LimenHelpEntry *self,
                                   const char *text);
void limen_help_entry_free (LimenHelpEntry *self);

G_END_DECLS
