/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "reading-memory.h"

/* Maximum number of changes that can be undone; the oldest are dropped. */
#define MAX_CHANGES 100
/* Moves that follow each other within this time are recorded as one change. */
#define ONE_CHANGE_SECONDS 1

/* All state of a session that undo restores. */
typedef struct
{
  gsize reading; /* as in LimenSession */
  LimenReadOptions *options;
  GPtrArray *cutoffs; /* of limen_cutoff_store_save_state() */
  gsize n_classes;
  LimenThresholdSetState *thresholds;
  GBytes *choices; /* LimenClassChoice, one per class */
  LimenTestData *test; /* or NULL */
} State;

/* A change on the undo or the redo stack. On `done`, `state` is the state
 * before the change, on `undone` the state after it. Undo shows the class
 * `class_before`, redo the class `class_after`. */
typedef struct
{
  char *title;
  State *state;
  gsize class_before, class_after;
} Change;

struct _LimenSessionHistory
{
  GQueue *done, *undone; /* stacks of Change, the next one last */
  State *present;
  GBytes *choices;       /* saved last, shared while unchanged */
  gint64 time;           /* of the last change */
  gboolean is_held;      /* changes are not recorded */
  GQueue *awaited_in;    /* stack whose next change is undone or redone once
                          * the file has been read again; or NULL */
};

static void
state_free (State *state)
{
  if (state == NULL)
    return;
  g_clear_pointer (&state->options, limen_read_options_free);
  g_ptr_array_unref (state->cutoffs);
  limen_threshold_set_state_free (state->thresholds);
  g_bytes_unref (state->choices);
  limen_test_data_unref (state->test);
  g_free (state);
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->title);
  state_free (change->state);
  g_free (change);
}

/* A copy of the choices of all classes, about a kilobyte each. States share
 * one copy until a choice changes. */
static GBytes *
save_choices (LimenSession *self, gsize n)
{
  LimenSessionHistory *history = self->history;
  gsize size = n * sizeof *self->choices;
  g_autoptr (GBytes) now = g_bytes_new_static (self->choices, size);

  if (history->choices == NULL || !g_bytes_equal (now, history->choices))
    {
      g_clear_pointer (&history->choices, g_bytes_unref);
      history->choices = g_bytes_new (self->choices, size);
    }
  return g_bytes_ref (history->choices);
}

static State *
save_state (LimenSession *self)
{
  State *state = g_new0 (State, 1);
  gsize n = limen_threshold_set_get_n (self->thresholds);

  state->reading = self->reading;
  if (self->options != NULL)
    state->options = limen_read_options_copy (self->options);
  state->cutoffs = limen_cutoff_store_save_state (self->cutoffs);
  state->n_classes = n;
  state->thresholds = limen_threshold_set_save_state (self->thresholds);
  state->choices = save_choices (self, n);
  if (self->test != NULL)
    state->test = limen_test_data_ref (self->test);
  return state;
}

/* Frees a history. NULL is ignored. */
void
limen_session_history_free (LimenSessionHistory *history)
{
  if (history == NULL)
    return;
  g_queue_free_full (history->done, change_free);
  g_queue_free_full (history->undone, change_free);
  state_free (history->present);
  g_clear_pointer (&history->choices, g_bytes_unref);
  g_free (history);
}

/* Recording */

static void
take_present (LimenSession *self)
{
  state_free (self->history->present);
  self->history->present = save_state (self);
}

static gboolean
is_recording (LimenSession *self)
{
  return self->history != NULL && !self->history->is_held;
}

/* Whether a change continues the last one: it has the same title and class,
 * and follows within ONE_CHANGE_SECONDS. */
static gboolean
continues (LimenSession *self, const char *title)
{
  LimenSessionHistory *history = self->history;
  const Change *last = g_queue_peek_tail (history->done);

  return last != NULL && g_str_equal (last->title, title)
         && last->class_after == self->class_index
         && g_queue_is_empty (history->undone)
         && g_get_monotonic_time () - history->time
                < ONE_CHANGE_SECONDS * G_USEC_PER_SEC;
}

static void
push (LimenSession *self, const char *title)
{
  LimenSessionHistory *history = self->history;
  Change *change = g_new (Change, 1);

  change->title = g_strdup (title);
  change->class_before = self->class_index;
  change->class_after = self->class_index;
  change->state = g_steal_pointer (&history->present);
  g_queue_push_tail (history->done, change);
  if (g_queue_get_length (history->done) > MAX_CHANGES)
    change_free (g_queue_pop_head (history->done));
  g_queue_clear_full (history->undone, change_free);
}

static void
record (LimenSession *self, const char *title, gboolean may_continue)
{
  LimenSessionHistory *history = self->history;
  gboolean is_new;

  if (!is_recording (self))
    return;
  is_new = !may_continue || !continues (self, title);
  history->awaited_in = NULL;
  history->time = g_get_monotonic_time ();
  if (is_new)
    push (self, title);
  take_present (self);
  if (is_new)
    limen_session_emit (self, LIMEN_SESSION_HISTORY_CHANGED, NULL);
}

/* Records a change that was just made. `title` follows the word "Undo" in the
 * menu: "pinning". */
void
limen_session_record (LimenSession *self, const char *title)
{
  record (self, title, FALSE);
}

/* As limen_session_record(), but successive moves, such as those of a drag,
 * are recorded as one change. */
void
limen_session_record_move (LimenSession *self, const char *title)
{
  record (self, title, TRUE);
}

/* Sets the class shown after the last recorded change, if the class is
 * computed only later. */
void
limen_session_record_class (LimenSession *self, gsize class)
{
  Change *last = g_queue_peek_tail (self->history->done);

  if (is_recording (self) && last != NULL)
    last->class_after = class;
}

/* Starts the history. All other members of the session must be set. */
void
limen_session_begin_history (LimenSession *self)
{
  self->history = g_new0 (LimenSessionHistory, 1);
  self->history->done = g_queue_new ();
  self->history->undone = g_queue_new ();
  take_present (self);
}

/* Makes the result of a computation that the last change started, such as the
 * optimum, part of that change. */
void
limen_session_update_last_change (LimenSession *self)
{
  if (is_recording (self))
    take_present (self);
}

/* Stops or resumes recording. */
void
limen_session_hold_history (LimenSession *self, gboolean is_held)
{
  self->history->is_held = is_held;
}

/* Undo and redo */

/* Restores a state. Without a file, only the cutoffs. */
static void
take_state (LimenSession *self, const State *state, gsize class)
{
  double threshold = limen_session_get_threshold (self);

  limen_cutoff_store_take_state (self->cutoffs, state->cutoffs);
  if (self->class == NULL)
    return;
  limen_threshold_set_take_state (self->thresholds, state->thresholds);
  memcpy (self->choices, g_bytes_get_data (state->choices, NULL),
          state->n_classes * sizeof *self->choices);
  limen_session_take_test (
      self, state->test != NULL ? limen_test_data_ref (state->test) : NULL);
  limen_session_refresh_class (self);
  if (limen_session_get_threshold (self) != threshold)
    limen_session_show_threshold (self, limen_session_get_threshold (self));
  limen_session_select_class (self, class);
}

/* Undoes or redoes the next change of a stack and moves it to the other stack.
 */
static void
step (LimenSession *self, GQueue *from)
{
  LimenSessionHistory *history = self->history;
  Change *change = g_queue_pop_tail (from);
  State *state = change->state;

  change->state = g_steal_pointer (&history->present);
  g_queue_push_tail (from == history->done ? history->undone : history->done,
                     change);
  history->is_held = TRUE;
  take_state (self, state,
              from == history->done ? change->class_before
                                    : change->class_after);
  history->is_held = FALSE;
  history->time = 0;
  state_free (state);
  take_present (self);
  limen_session_emit (self, LIMEN_SESSION_HISTORY_CHANGED, NULL);
}

/* Before the file is read again with `options`: if these assign no columns,
 * forgets the columns remembered for its header, which would be used instead.
 */
static void
forget_header (LimenSession *self, const LimenReadOptions *options)
{
  const char *key
      = limen_dataset_get_header_key (limen_session_get_dataset (self));

  if (key != NULL && !limen_read_options_has_roles (options))
    limen_reading_memory_forget (key, NULL);
}

/* Reads the file again with the options of a state. */
static void
start_reading (LimenSession *self, const State *state)
{
  g_autofree char *path
      = g_strdup (limen_dataset_get_path (limen_session_get_dataset (self)));

  forget_header (self, state->options);
  limen_session_load (self, path, state->options);
}

static void
step_or_read (LimenSession *self, GQueue *from)
{
  const Change *change = g_queue_peek_tail (from);

  if (change == NULL || self->loading != NULL)
    return;
  if (change->state->reading == self->reading)
    {
      step (self, from);
      return;
    }
  start_reading (self, change->state);
  self->history->awaited_in = from;
}

/* Drops the pending undo or redo: another file is read instead, or the reading
 * failed. */
void
limen_session_drop_step (LimenSession *self)
{
  self->history->awaited_in = NULL;
}

/* Handles a new reading: it completes a pending undo or redo, or is recorded
 * as a change of how the same file is read, or clears the history if another
 * file was read. */
void
limen_session_record_reading (LimenSession *self, gboolean is_same_file)
{
  LimenSessionHistory *history = self->history;
  GQueue *from = g_steal_pointer (&history->awaited_in);
  const State *state
      = from != NULL ? ((Change *) g_queue_peek_tail (from))->state : NULL;

  self->reading = ++self->n_readings;
  if (state != NULL
      && state->n_classes == limen_threshold_set_get_n (self->thresholds))
    {
      self->reading = state->reading;
      step (self, from);
    }
  else if (is_same_file && state == NULL)
    limen_session_record (self, _ ("changing how the file is read"));
  else
    {
      g_queue_clear_full (history->done, change_free);
      g_queue_clear_full (history->undone, change_free);
      take_present (self);
      limen_session_emit (self, LIMEN_SESSION_HISTORY_CHANGED, NULL);
    }
}

static const char *
get_title (GQueue *queue)
{
  const Change *change = g_queue_peek_tail (queue);

  return change != NULL ? change->title : NULL;
}

/* Undoes the last change; asynchronously if the file must be read again. */
void
limen_session_undo (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  step_or_read (self, self->history->done);
}

/* Redoes the change that was undone last; asynchronously if the file must be
 * read again. */
void
limen_session_redo (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  step_or_read (self, self->history->undone);
}

/* Title of the change that undo would revert, such as "pinning"; NULL if there
 * is none. Owned by the session. */
const char *
limen_session_get_undo_title (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return get_title (self->history->done);
}

/* Title of the change that redo would repeat, such as "pinning"; NULL if there
 * is none. Owned by the session. */
const char *
limen_session_get_redo_title (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return get_title (self->history->undone);
}
