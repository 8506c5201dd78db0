/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <glib/gi18n.h>

#define FIGURE_TYPE(name) &limen_##name##_figure,
static const LimenFigureType *const types[] = { LIMEN_FIGURES (FIGURE_TYPE) };
#undef FIGURE_TYPE

/* Number of figures. */
guint
limen_figures_get_n (void)
{
  return G_N_ELEMENTS (types);
}

/* The figure at an index of the list, below limen_figures_get_n(); static. */
const LimenFigureType *
limen_figures_get (guint index)
{
  return types[index];
}

/* The figure with a key; static; NULL if there is none. */
const LimenFigureType *
limen_figures_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i]->key, key) == 0)
      return types[i];
  return NULL;
}

/* The keys of the figures for which `has` returns TRUE (NULL: all) as a list
 * within a sentence, with `last`, such as _(" or "), before the last key. A
 * new string. */
char *
limen_figures_list (gboolean (*has) (const LimenFigureType *type),
                    const char *last)
{
  GString *list = g_string_new (NULL);
  const char *waiting = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (has != NULL && !has (types[i]))
        continue;
      if (waiting != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? _ (", ") : "",
                                waiting);
      waiting = types[i]->key;
    }
  if (waiting != NULL)
    g_string_append_printf (list, "%s%s", list->len > 0 ? last : "", waiting);
  return g_string_free (list, FALSE);
}
