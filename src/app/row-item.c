#include "row-item.h"

#include <string.h>

#include "escape.h"
#include "screen-format.h"

#define MAX_TEXT_CHARS 300

struct _LimenRowItem
{
  GObject parent_instance;

  LimenDataset *dataset;
  LimenFoundRow row;
  const char *label, *decision; /* the dataset's */
  char *text; /* NULL: not there yet */
  gboolean is_asked;
};

enum
{
  PROP_0,
  PROP_LINE,
  PROP_LABEL,
  PROP_DECISION,
  PROP_SCORE,
  PROP_LOSS,
  PROP_CELL,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenRowItem, limen_row_item, G_TYPE_OBJECT)

static void
read_text (GTask *task, gpointer source, gpointer data,
           GCancellable *cancellable)
{
  LimenRowItem *self = source;
  GError *error = NULL;
  char *text = limen_dataset_read_row (self->dataset, self->row.row, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowItem *self = LIMEN_ROW_ITEM (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);
  const char *shown = text != NULL ? text : error->message;

  self->text = limen_escape_text (shown, strlen (shown), MAX_TEXT_CHARS);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static const char *
get_text (LimenRowItem *self)
{
  if (!self->is_asked)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, text_read_cb, NULL);

      self->is_asked = TRUE;
      g_task_run_in_thread (task, read_text);
    }
  return self->text;
}

static const char *
get_cell_title (LimenCell cell)
{
  static const char *const titles[]
      = { "", "true positive", "false positive", "false negative",
          "true negative", "right", "wrong" };

  return titles[cell];
}

static void
limen_row_item_get_property (GObject *object, guint id, GValue *value,
                             GParamSpec *pspec)
{
  LimenRowItem *self = LIMEN_ROW_ITEM (object);

  switch (id)
    {
    case PROP_LINE:
      g_value_take_string (
          value, limen_screen_format_count ((double) limen_dataset_find_line (
                     self->dataset, self->row.row, NULL)));
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DECISION:
      g_value_set_string (value, self->decision);
      break;
    case PROP_SCORE:
      g_value_take_string (value, limen_screen_format_exact (self->row.score));
      break;
    case PROP_LOSS:
      g_value_take_string (value,
                           limen_screen_format_value (self->row.loss, 4));
      break;
    case PROP_CELL:
      g_value_set_string (value, get_cell_title (self->row.cell));
      break;
    case PROP_TEXT:
      g_value_set_string (value, get_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_row_item_finalize (GObject *object)
{
  LimenRowItem *self = LIMEN_ROW_ITEM (object);

  limen_dataset_unref (self->dataset);
  g_free (self->text);
  G_OBJECT_CLASS (limen_row_item_parent_class)->finalize (object);
}

static void
limen_row_item_class_init (LimenRowItemClass *klass)
{
  static const char *const names[]
      = { NULL,   "line", "label", "decision",
          "score", "loss", "cell",  "text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_row_item_get_property;
  object_class->finalize = limen_row_item_finalize;
  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (
        names[i], NULL, NULL, NULL,
        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_row_item_init (LimenRowItem *self)
{
}

/* The item of a row that a query found; keeps the dataset. */
LimenRowItem *
limen_row_item_new (const LimenRowQuery *query, const LimenFoundRow *row)
{
  LimenRowItem *self = g_object_new (LIMEN_TYPE_ROW_ITEM, NULL);

  self->dataset = limen_dataset_ref (
      limen_threshold_scores_get_dataset (query->scores));
  self->label = limen_rows_get_label (query, row->row);
  self->decision = limen_rows_get_decision (query, row);
  self->row = *row;
  self->row.score = limen_rows_get_score (query, row);
  return self;
}
