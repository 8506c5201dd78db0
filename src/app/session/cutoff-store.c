/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-store.h"

#include <glib/gi18n.h>

#include "cutoff-file.h"

struct _LimenCutoffStore
{
  GObject parent_instance;

  GListStore *list;
  guint n_named;     /* cutoffs named so far, for default names */
  GHashTable *saved; /* Saved name and note of each cutoff that is in a file */
  /* Ticked cutoffs, the earlier tick first. A removed cutoff stays in this
   * array, so that undoing the removal restores its tick. */
  GPtrArray *ticked;
};

/* A cutoff with its editable fields. */
typedef struct
{
  LimenCutoff *cutoff;
  char *name, *note;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->cutoff);
  g_free (kept->name);
  g_free (kept->note);
  g_free (kept);
}

static Kept *
kept_new (LimenCutoff *cutoff)
{
  Kept *kept = g_new (Kept, 1);

  kept->cutoff = g_object_ref (cutoff);
  kept->name = g_strdup (limen_cutoff_get_name (cutoff));
  kept->note = g_strdup (limen_cutoff_get_note (cutoff));
  return kept;
}

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return LIMEN_TYPE_CUTOFF;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (LIMEN_CUTOFF_STORE (model)->list));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (
      G_LIST_MODEL (LIMEN_CUTOFF_STORE (model)->list), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    LimenCutoffStore, limen_cutoff_store, G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
limen_cutoff_store_dispose (GObject *object)
{
  LimenCutoffStore *self = LIMEN_CUTOFF_STORE (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->saved, g_hash_table_unref);
  g_clear_pointer (&self->ticked, g_ptr_array_unref);
  G_OBJECT_CLASS (limen_cutoff_store_parent_class)->dispose (object);
}

static void
limen_cutoff_store_class_init (LimenCutoffStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_cutoff_store_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", LIMEN_TYPE_CUTOFF_STORE, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limen_cutoff_store_init (LimenCutoffStore *self)
{
  self->list = g_list_store_new (LIMEN_TYPE_CUTOFF);
  self->saved = g_hash_table_new_full (NULL, NULL, NULL, kept_free);
  self->ticked = g_ptr_array_new_with_free_func (g_object_unref);
}

/* An empty store. */
LimenCutoffStore *
limen_cutoff_store_new (void)
{
  return g_object_new (LIMEN_TYPE_CUTOFF_STORE, NULL);
}

static guint
get_length (LimenCutoffStore *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static gboolean
has_name (LimenCutoffStore *self, const char *name)
{
  for (guint i = 0; i < get_length (self); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_str_equal (limen_cutoff_get_name (cutoff), name))
        return TRUE;
    }
  return FALSE;
}

/* A default name for the next cutoff, such as "cutoff 3": neither given before
 * nor used by a cutoff from a file. A new string. */
char *
limen_cutoff_store_new_name (LimenCutoffStore *self)
{
  char *name = NULL;

  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), NULL);

  do
    {
      g_free (name);
      name = /* Translators: the name of a new cutoff, which is saved with it.
              */
          g_strdup_printf (_ ("cutoff %u"), ++self->n_named);
    }
  while (has_name (self, name));
  return name;
}

static void
changed_cb (LimenCutoff *cutoff, GParamSpec *pspec, LimenCutoffStore *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
watch (LimenCutoffStore *self, LimenCutoff *cutoff)
{
  g_signal_connect_object (cutoff, "notify", G_CALLBACK (changed_cb), self,
                           0);
}

static void
unwatch (LimenCutoffStore *self, guint position)
{
  g_autoptr (LimenCutoff) cutoff
      = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_signal_handlers_disconnect_by_data (cutoff, self);
}

/* Adds a cutoff at the end. */
void
limen_cutoff_store_append (LimenCutoffStore *self, LimenCutoff *cutoff)
{
  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));

  watch (self, cutoff);
  g_list_store_append (self->list, cutoff);
  g_list_model_items_changed (G_LIST_MODEL (self), get_length (self) - 1, 0,
                              1);
}

/* Removes a cutoff. */
void
limen_cutoff_store_remove (LimenCutoffStore *self, guint position)
{
  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));
  g_return_if_fail (position < get_length (self));

  unwatch (self, position);
  g_list_store_remove (self->list, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Looks up the position of a cutoff; FALSE if it is not in the store. */
gboolean
limen_cutoff_store_find (LimenCutoffStore *self, LimenCutoff *cutoff,
                         guint *position)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), FALSE);

  return g_list_store_find (self->list, cutoff, position);
}

/* The current cutoffs for limen_cutoff_store_take_state(); a new array. */
GPtrArray *
limen_cutoff_store_save_state (LimenCutoffStore *self)
{
  GPtrArray *state = g_ptr_array_new_with_free_func (kept_free);

  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), state);

  for (guint i = 0; i < get_length (self); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_ptr_array_add (state, kept_new (cutoff));
    }
  return state;
}

static gboolean
has_same_cutoffs (LimenCutoffStore *self, const GPtrArray *state)
{
  if (state->len != get_length (self))
    return FALSE;
  for (guint i = 0; i < state->len; i++)
    {
      const Kept *kept = g_ptr_array_index (state, i);
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (kept->cutoff != cutoff)
        return FALSE;
    }
  return TRUE;
}

/* The cutoff of the list that was ticked after n others; NULL if there is
 * none. */
static LimenCutoff *
get_ticked (LimenCutoffStore *self, guint n)
{
  for (guint i = 0; i < self->ticked->len; i++)
    {
      LimenCutoff *cutoff = g_ptr_array_index (self->ticked, i);

      if (limen_cutoff_store_find (self, cutoff, NULL) && n-- == 0)
        return cutoff;
    }
  return NULL;
}

/* Unticks the oldest cutoffs if too many are ticked. */
static void
limit_ticks (LimenCutoffStore *self)
{
  while (get_ticked (self, LIMEN_CUTOFF_STORE_MAX_TICKED) != NULL)
    g_ptr_array_remove (self->ticked, get_ticked (self, 0));
}

static void
replace_all (LimenCutoffStore *self, const GPtrArray *state)
{
  guint n_before = get_length (self);

  for (guint i = 0; i < n_before; i++)
    unwatch (self, i);
  g_list_store_remove_all (self->list);
  for (guint i = 0; i < state->len; i++)
    {
      const Kept *kept = g_ptr_array_index (state, i);

      watch (self, kept->cutoff);
      g_list_store_append (self->list, kept->cutoff);
    }
  limit_ticks (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, state->len);
}

/* Restores the cutoffs of a saved state with their names and notes. */
void
limen_cutoff_store_take_state (LimenCutoffStore *self, const GPtrArray *state)
{
  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));

  for (guint i = 0; i < state->len; i++)
    {
      const Kept *kept = g_ptr_array_index (state, i);

      limen_cutoff_set_name (kept->cutoff, kept->name);
      limen_cutoff_set_note (kept->cutoff, kept->note);
    }
  if (!has_same_cutoffs (self, state))
    replace_all (self, state);
}

static gboolean
are_of_one_set (LimenCutoff *a, LimenCutoff *b)
{
  LimenDecisionRule rule;

  return a == b
         || (limen_cutoff_get_decision (a, &rule)
             && limen_cutoff_get_decision (b, &rule)
             && g_str_equal (limen_cutoff_get_name (a),
                             limen_cutoff_get_name (b)));
}

/* All cutoffs of the set that a cutoff belongs to, including the cutoff; only
 * the cutoff if it belongs to no set. A new array of references. */
GPtrArray *
limen_cutoff_store_get_set (LimenCutoffStore *self, LimenCutoff *cutoff)
{
  GPtrArray *set = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), set);

  for (guint i = 0; i < get_length (self); i++)
    {
      g_autoptr (LimenCutoff) other
          = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (are_of_one_set (cutoff, other))
        g_ptr_array_add (set, g_steal_pointer (&other));
    }
  return set;
}

static gboolean
is_in_set (LimenCutoff *cutoff)
{
  LimenDecisionRule rule;

  return limen_cutoff_get_decision (cutoff, &rule);
}

static gboolean
has_other_set (LimenCutoffStore *self, const char *name, GPtrArray *but)
{
  for (guint i = 0; i < get_length (self); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (is_in_set (cutoff)
          && g_str_equal (limen_cutoff_get_name (cutoff), name)
          && (but == NULL || !g_ptr_array_find (but, cutoff, NULL)))
        return TRUE;
    }
  return FALSE;
}

/* A unique name for a set: "mine (2)" if another set is called "mine"; a new
 * string. `set`, or NULL, is ignored in the comparison. */
static char *
make_set_name (LimenCutoffStore *self, const char *name, GPtrArray *set)
{
  char *unique = g_strdup (name);

  for (guint i = 2; has_other_set (self, unique, set); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", name, i);
    }
  return unique;
}

/* Renames a cutoff and the other cutoffs of its set. A number is appended if
 * another set already has the name. */
void
limen_cutoff_store_rename (LimenCutoffStore *self, LimenCutoff *cutoff,
                           const char *name)
{
  g_autoptr (GPtrArray) set = NULL;
  g_autofree char *unique = NULL;

  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));

  set = limen_cutoff_store_get_set (self, cutoff);
  unique = is_in_set (cutoff) ? make_set_name (self, name, set)
                              : g_strdup (name);
  for (guint i = 0; i < set->len; i++)
    limen_cutoff_set_name (g_ptr_array_index (set, i), unique);
}

/* Sets the note on a cutoff and the other cutoffs of its set. NULL or an empty
 * text removes it. */
void
limen_cutoff_store_set_note (LimenCutoffStore *self, LimenCutoff *cutoff,
                             const char *note)
{
  g_autoptr (GPtrArray) set = NULL;

  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));

  set = limen_cutoff_store_get_set (self, cutoff);
  for (guint i = 0; i < set->len; i++)
    limen_cutoff_set_note (g_ptr_array_index (set, i), note);
}

/* Ticks or unticks a cutoff of the store. When a third one is ticked, the one
 * ticked first is unticked. */
void
limen_cutoff_store_set_ticked (LimenCutoffStore *self, LimenCutoff *cutoff,
                               gboolean is_ticked)
{
  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));
  g_return_if_fail (LIMEN_IS_CUTOFF (cutoff));

  if (limen_cutoff_store_is_ticked (self, cutoff) == is_ticked)
    return;
  if (is_ticked)
    g_ptr_array_add (self->ticked, g_object_ref (cutoff));
  else
    g_ptr_array_remove (self->ticked, cutoff);
  limit_ticks (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whether a cutoff is ticked. */
gboolean
limen_cutoff_store_is_ticked (LimenCutoffStore *self, LimenCutoff *cutoff)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), FALSE);

  return g_ptr_array_find (self->ticked, cutoff, NULL);
}

/* The cutoff that was ticked first (0) or second (1), owned by the store; NULL
 * if fewer are ticked. */
LimenCutoff *
limen_cutoff_store_get_ticked (LimenCutoffStore *self, guint i)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), NULL);
  g_return_val_if_fail (i < LIMEN_CUTOFF_STORE_MAX_TICKED, NULL);

  return get_ticked (self, i);
}

/* Whether a file holds the cutoff with its current name and note. */
static gboolean
is_saved (LimenCutoffStore *self, LimenCutoff *cutoff)
{
  const Kept *kept = g_hash_table_lookup (self->saved, cutoff);

  return kept != NULL
         && g_strcmp0 (kept->name, limen_cutoff_get_name (cutoff)) == 0
         && g_strcmp0 (kept->note, limen_cutoff_get_note (cutoff)) == 0;
}

/* Records that a file holds a cutoff with the name and the note of `written`,
 * the cutoff or a copy of it. */
static void
mark_saved (LimenCutoffStore *self, LimenCutoff *cutoff, LimenCutoff *written)
{
  g_hash_table_replace (self->saved, cutoff, kept_new (written));
}

/* Whether some cutoff is in no file, or not with its current name and note,
 * and would be lost with the store. */
gboolean
limen_cutoff_store_has_unexported (LimenCutoffStore *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), FALSE);

  for (guint i = 0; i < get_length (self); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (!is_saved (self, cutoff))
        return TRUE;
    }
  return FALSE;
}

/* Records that a file was written with the cutoffs of one list as they are in
 * another, copies in that order. Cutoffs in previously written files no longer
 * count as saved, since this file may have replaced them; nor do cutoffs that
 * were renamed, or came, after the copies were made. */
void
limen_cutoff_store_mark_exported (LimenCutoffStore *self, GListModel *cutoffs,
                                  GListModel *written)
{
  g_return_if_fail (LIMEN_IS_CUTOFF_STORE (self));

  g_hash_table_remove_all (self->saved);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      g_autoptr (LimenCutoff) copy = g_list_model_get_item (written, i);

      if (limen_cutoff_store_find (self, cutoff, NULL))
        mark_saved (self, cutoff, copy);
    }
}

/* Writes the cutoffs as JSON, or as CSV for a path that ends in ".csv". FALSE
 * with an error if writing fails. */
gboolean
limen_cutoff_store_export (LimenCutoffStore *self, const char *path,
                           GError **error)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), FALSE);

  if (!limen_cutoff_file_save (G_LIST_MODEL (self->list), path, error))
    return FALSE;
  limen_cutoff_store_mark_exported (self, G_LIST_MODEL (self->list),
                                    G_LIST_MODEL (self->list));
  return TRUE;
}

/* Renames loaded sets that have the name of a set in the store. */
static void
rename_sets (LimenCutoffStore *self, GListModel *loaded)
{
  for (guint i = 0; i < g_list_model_get_n_items (loaded); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (loaded, i);
      g_autofree char *unique = NULL;

      if (!is_in_set (cutoff))
        continue;
      unique = make_set_name (self, limen_cutoff_get_name (cutoff), NULL);
      limen_cutoff_set_name (cutoff, unique);
    }
}

/* Adds the cutoffs of an exported file, which count as saved. A number is
 * appended to the name of a set if another set already has it. FALSE with an
 * error, and no cutoff added, if the file cannot be read. */
gboolean
limen_cutoff_store_open (LimenCutoffStore *self, const char *path,
                         GError **error)
{
  g_autoptr (GListModel) loaded = NULL;

  g_return_val_if_fail (LIMEN_IS_CUTOFF_STORE (self), FALSE);

  loaded = limen_cutoff_file_load (path, error);
  if (loaded == NULL)
    return FALSE;

  rename_sets (self, loaded);
  for (guint i = 0; i < g_list_model_get_n_items (loaded); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (loaded, i);

      mark_saved (self, cutoff, cutoff);
      limen_cutoff_store_append (self, cutoff);
    }
  return TRUE;
}
