/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#define FIGURE_TYPE(name) &limen_##name##_figure,
static const LimenFigureType *const types[] = { LIMEN_FIGURES (FIGURE_TYPE) };
#undef FIGURE_TYPE

/* Number of figures. */
guint
limen_figures_get_n (void)
{
  return G_N_ELEMENTS (types);
}

/* A figure by its place in the list; static. */
const LimenFigureType *
limen_figures_get (guint index)
{
  return types[index];
}

/* A figure by its key; static, NULL where there is none. */
const LimenFigureType *
limen_figures_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i]->key, key) == 0)
      return types[i];
  return NULL;
}

/* Keys of the figures that have something, as a sentence lists them, with
 * `last` (" or ") before the last one; a new string. All where `has` is
 * NULL. */
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
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                                waiting);
      waiting = types[i]->key;
    }
  if (waiting != NULL)
    g_string_append_printf (list, "%s%s", list->len > 0 ? last : "", waiting);
  return g_string_free (list, FALSE);
}

/* Keys of all figures, as help and messages list them; static. */
const char *
limen_figures_get_keys (void)
{
  static char *keys;

  if (g_once_init_enter (&keys))
    g_once_init_leave (&keys, limen_figures_list (NULL, " or "));
  return keys;
}
