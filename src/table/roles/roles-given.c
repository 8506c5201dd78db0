/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles-given.h"

#include "column-names.h"

/* Finds the columns that options other than --label and --score assign, and
 * marks them, which excludes them from guessing. FALSE with an error if one
 * does not exist. */
static gboolean
find_others (LimenRoles *self, LimenFacts *facts, const char *path,
             const LimenReadOptions *options, GError **error)
{
  g_autofree char *split
      = options->split != NULL
            ? limen_column_names_cut_class (options->split, NULL)
            : NULL;
  const struct
  {
    const char *option, *text;
    int *column;
  } others[] = {
    { "--weight", options->weight, &self->weight },
    { "--predicted", options->predicted, &self->predicted },
    { "--variance", options->variance, &self->variance },
    { "--fp-cost-column", options->fp_cost, &self->fp_cost },
    { "--fn-cost-column", options->fn_cost, &self->fn_cost },
    { "--group", options->group, &self->group },
    { "--unit", options->unit, &self->unit },
    { "--split", split, &self->split },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!limen_column_names_find (facts->sample, path, others[i].option,
                                    others[i].text, others[i].column, error))
        return FALSE;
      if (*others[i].column >= 0)
        facts->columns[*others[i].column].role = LIMEN_ROLE_ASSIGNED;
    }
  return TRUE;
}

static GArray *
find_listed (LimenFacts *facts, const char *path, const char *option,
             GStrv texts, GError **error)
{
  GArray *columns = limen_column_names_find_all (facts->sample, path, option,
                                                 texts, error);

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    facts->columns[g_array_index (columns, int, i)].role = LIMEN_ROLE_ASSIGNED;
  return columns;
}

/* The label columns joined from another file. They and the identifier column
 * are marked as assigned. */
static GArray *
assign_joined (LimenFacts *facts)
{
  const LimenSample *sample = facts->sample;
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = sample->n_columns - sample->n_joined; i < sample->n_columns;
       i++)
    {
      int column = (int) i;

      facts->columns[i].role = LIMEN_ROLE_ASSIGNED;
      g_array_append_val (columns, column);
    }
  if (sample->id >= 0)
    facts->columns[sample->id].role = LIMEN_ROLE_ASSIGNED;
  return columns;
}

/* Appends the columns of a list of "COLUMN=CLASS" to `scores`. FALSE with an
 * error if one does not exist. */
static gboolean
find_mapped (GArray *scores, LimenFacts *facts, const char *path, GStrv mapped,
             GError **error)
{
  for (gsize i = 0; mapped != NULL && mapped[i] != NULL; i++)
    {
      g_autofree char *name = limen_column_names_cut_class (mapped[i], NULL);
      int column = -1;

      if (!limen_column_names_find (facts->sample, path, "--classes", name,
                                    &column, error))
        return FALSE;
      g_array_append_val (scores, column);
      facts->columns[column].role = LIMEN_ROLE_ASSIGNED;
    }
  return TRUE;
}

/* Finds the columns that the options name, and marks them as assigned. FALSE
 * with an error if one does not exist. */
gboolean
limen_roles_find_given (LimenRoles *self, LimenGivenColumns *given,
                        LimenFacts *facts, const char *path,
                        const LimenReadOptions *options, GError **error)
{
  if (!find_others (self, facts, path, options, error))
    return FALSE;
  given->predicted = self->predicted;
  given->labels
      = facts->sample->n_joined > 0
            ? assign_joined (facts)
            : find_listed (facts, path, "--label", options->labels, error);
  if (given->labels == NULL)
    return FALSE;
  given->scores = find_listed (facts, path, "--score", options->scores, error);
  if (given->scores == NULL)
    return FALSE;
  return given->scores->len > 0
         || find_mapped (given->scores, facts, path, options->mapped, error);
}
