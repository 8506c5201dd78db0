/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "value-table.h"

#include <glib/gi18n.h>

/* Names up to MAX_NAME_CHARS are on one line; longer ones wrap at no less than
 * MIN_NAME_CHARS. */
#define MAX_NAME_CHARS 20
#define MIN_NAME_CHARS 12
/* Minimum visible length of a text from the file. */
#define MIN_TEXT_CHARS 12

typedef struct
{
  GtkWidget *row; /* has the accessible name of the pair */
  GtkWidget *name;
  GtkWidget *value;
  GtkWidget *test; /* the value on test data; hidden if there is none */
  GtkWidget *interval; /* hidden for values without one */
} Pair;

struct _LimenValueTable
{
  LimenHolder parent_instance;

  GtkWidget *grid;
  GArray *pairs; /* array of Pair */
  guint n_pairs; /* pairs filled in this round */
  guint columns; /* pairs side by side */
  int value_chars;
  gboolean has_intervals_below; /* below the values instead of beside them */
  char *widest_interval;        /* that room is reserved for; NULL: none */
  int interval_width;           /* room for an interval beside a value: that of
                                 * the longest so far, in pixels */
};

enum
{
  PROP_0,
  PROP_COLUMNS,
  PROP_VALUE_CHARS,
  PROP_INTERVALS_BELOW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenValueTable, limen_value_table, LIMEN_TYPE_HOLDER)

static Pair *
get_pair (LimenValueTable *self, guint index)
{
  return &g_array_index (self->pairs, Pair, index);
}

static GtkWidget *
new_label (const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
append_pair (LimenValueTable *self)
{
  Pair pair = {
    .row
    = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW,
                    "column-spacing", 6, "hexpand", TRUE, NULL),
    .name = new_label ("value-name", 0),
    .value = new_label ("value", 1),
    .interval = new_label ("interval", 1),
    .test = new_label ("value", 1),
  };
  GtkGrid *row = GTK_GRID (pair.row);
  guint index = self->pairs->len;

  gtk_widget_set_hexpand (pair.value, TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (pair.name), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_visible (pair.interval, FALSE);
  gtk_widget_add_css_class (pair.test, "test-value");
  gtk_widget_set_visible (pair.test, FALSE);
  gtk_grid_attach (row, pair.name, 0, 0, 1, 1);
  gtk_grid_attach (row, pair.value, 1, 0, 1, 1);
  gtk_grid_attach (row, pair.test, 3, 0, 1, 1);
  if (self->has_intervals_below)
    gtk_grid_attach (row, pair.interval, 0, 1, 2, 1);
  else
    gtk_grid_attach (row, pair.interval, 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), pair.row,
                   (int) (index % self->columns),
                   (int) (index / self->columns), 1, 1);
  g_array_append_val (self->pairs, pair);
}

static void
remove_last_pair (LimenValueTable *self)
{
  Pair *pair = get_pair (self, self->pairs->len - 1);

  gtk_grid_remove (GTK_GRID (self->grid), pair->row);
  g_array_set_size (self->pairs, self->pairs->len - 1);
}

/* Removes all rows if the number of pairs side by side changes. */
static void
set_columns (LimenValueTable *self, guint columns)
{
  while (columns != self->columns && self->pairs->len > 0)
    remove_last_pair (self);
  self->columns = columns;
}

static void
limen_value_table_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LimenValueTable *self = LIMEN_VALUE_TABLE (object);

  if (id == PROP_COLUMNS)
    g_value_set_uint (value, self->columns);
  else if (id == PROP_VALUE_CHARS)
    g_value_set_int (value, self->value_chars);
  else if (id == PROP_INTERVALS_BELOW)
    g_value_set_boolean (value, self->has_intervals_below);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_value_table_set_property (GObject *object, guint id,
                                const GValue *value, GParamSpec *pspec)
{
  LimenValueTable *self = LIMEN_VALUE_TABLE (object);

  if (id == PROP_COLUMNS)
    set_columns (self, g_value_get_uint (value));
  else if (id == PROP_INTERVALS_BELOW)
    self->has_intervals_below = g_value_get_boolean (value);
  else if (id == PROP_VALUE_CHARS)
    limen_value_table_set_value_chars (self, g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_value_table_finalize (GObject *object)
{
  g_array_unref (LIMEN_VALUE_TABLE (object)->pairs);
  g_free (LIMEN_VALUE_TABLE (object)->widest_interval);
  G_OBJECT_CLASS (limen_value_table_parent_class)->finalize (object);
}

static void
limen_value_table_class_init (LimenValueTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_value_table_get_property;
  object_class->set_property = limen_value_table_set_property;
  object_class->finalize = limen_value_table_finalize;

  properties[PROP_COLUMNS] = g_param_spec_uint (
      "columns", NULL, NULL, 1, 8, 1,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT);
  properties[PROP_VALUE_CHARS] = g_param_spec_int (
      "value-chars", NULL, NULL, -1, 100, -1,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT);
  properties[PROP_INTERVALS_BELOW] = g_param_spec_boolean (
      "intervals-below", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "valuetable");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
limen_value_table_init (LimenValueTable *self)
{
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 1);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/* Reserves room for values of n_chars characters in rows added from now on, so
 * that the table keeps its size when values change; -1 reserves no room. */
void
limen_value_table_set_value_chars (LimenValueTable *self, int n_chars)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  self->value_chars = n_chars;
}

/* Reserves room beside the values for an interval as wide as this text, which
 * is copied. */
void
limen_value_table_set_widest_interval (LimenValueTable *self,
                                       const char *interval)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  g_free (self->widest_interval);
  self->widest_interval = g_strdup (interval);
}

/* Begins a round of filling in rows. */
void
limen_value_table_begin (LimenValueTable *self)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  self->n_pairs = 0;
}

static void
set_label_if_changed (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
show_name (Pair *pair, const char *name)
{
  gboolean is_long = g_utf8_strlen (name, -1) > MAX_NAME_CHARS;

  set_label_if_changed (pair->name, name);
  gtk_label_set_wrap (GTK_LABEL (pair->name), is_long);
  gtk_label_set_width_chars (GTK_LABEL (pair->name),
                             is_long ? MIN_NAME_CHARS : -1);
}

static void
include_width (LimenValueTable *self, GtkWidget *interval)
{
  int width;

  gtk_widget_measure (interval, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  self->interval_width = MAX (self->interval_width, width);
}

/* Shows the interval of a pair, or hides its label for NULL. Beside the values
 * all intervals have the width of the longest one so far, so that the table
 * keeps its size when values change. */
static void
show_interval (LimenValueTable *self, Pair *pair, const char *interval)
{
  gtk_widget_set_visible (pair->interval, interval != NULL);
  if (interval == NULL)
    return;
  if (self->interval_width == 0 && self->widest_interval != NULL)
    {
      gtk_label_set_label (GTK_LABEL (pair->interval), self->widest_interval);
      include_width (self, pair->interval);
    }
  set_label_if_changed (pair->interval, interval);
  if (!self->has_intervals_below)
    include_width (self, pair->interval);
}

static void
add (LimenValueTable *self, const char *name, const char *value,
     const char *interval, const char *tooltip, PangoEllipsizeMode ellipsize,
     int value_chars)
{
  gboolean has_interval = interval != NULL && *interval != '\0';
  g_autofree char *accessible_name
      = g_strjoin (" ", name, value, has_interval ? interval : NULL, NULL);
  Pair *pair;

  if (self->n_pairs == self->pairs->len)
    append_pair (self);
  pair = get_pair (self, self->n_pairs++);
  show_name (pair, name);
  set_label_if_changed (pair->value, value);
  gtk_label_set_ellipsize (GTK_LABEL (pair->value), ellipsize);
  gtk_label_set_width_chars (GTK_LABEL (pair->value), value_chars);
  gtk_widget_set_visible (pair->test, FALSE);
  show_interval (self, pair, interval);
  gtk_widget_set_tooltip_text (pair->row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pair->row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible_name, -1);
}

/* Fills in the next row; all texts are copied. The value is never ellipsized,
 * whatever the desktop's text size. The tooltip may be NULL. */
void
limen_value_table_add (LimenValueTable *self, const char *name,
                       const char *value, const char *tooltip)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  add (self, name, value, NULL, tooltip, PANGO_ELLIPSIZE_NONE,
       self->value_chars);
}

/* As limen_value_table_add(), with the interval of the value. An empty one
 * keeps its room, until it is known; NULL is none. */
void
limen_value_table_add_interval (LimenValueTable *self, const char *name,
                                const char *value, const char *interval,
                                const char *tooltip)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  add (self, name, value, interval, tooltip, PANGO_ELLIPSIZE_NONE,
       self->value_chars);
}

/* Fills in the next row with a text from the file, such as a column name. A
 * long one is ellipsized and shown in full in the tooltip. */
void
limen_value_table_add_text (LimenValueTable *self, const char *name,
                            const char *text)
{
  int n_chars;

  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  n_chars = (int) MIN (g_utf8_strlen (text, -1), MIN_TEXT_CHARS);
  add (self, name, text, NULL, text, PANGO_ELLIPSIZE_END, n_chars);
}

/* Adds the value on test data to the row filled in last; copied. */
void
limen_value_table_add_test (LimenValueTable *self, const char *value)
{
  g_autofree char *accessible_name = NULL;
  Pair *pair;

  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));
  g_return_if_fail (self->n_pairs > 0);

  pair = get_pair (self, self->n_pairs - 1);
  set_label_if_changed (pair->test, value);
  gtk_label_set_width_chars (GTK_LABEL (pair->test), self->value_chars);
  gtk_widget_set_visible (pair->test, TRUE);
  accessible_name
      /* Translators: a metric, its value, and that on test data. */
      = g_strdup_printf (_ ("%s %s, on the test data %s"),
                         gtk_label_get_label (GTK_LABEL (pair->name)),
                         gtk_label_get_label (GTK_LABEL (pair->value)), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pair->row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible_name, -1);
}

/* Gives the values of test data one width, so that the values before them
 * stand in a column as well. */
static void
align_tests (LimenValueTable *self)
{
  int width = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      GtkWidget *test = get_pair (self, i)->test;
      int natural;

      gtk_widget_set_size_request (test, -1, -1);
      gtk_widget_measure (test, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural,
                          NULL, NULL);
      if (gtk_widget_get_visible (test))
        width = MAX (width, natural);
    }
  for (guint i = 0; i < self->pairs->len && width > 0; i++)
    gtk_widget_set_size_request (get_pair (self, i)->test, width, -1);
}

/* Ends a round: removes the rows that were not filled in. */
void
limen_value_table_end (LimenValueTable *self)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  while (self->pairs->len > self->n_pairs)
    remove_last_pair (self);
  align_tests (self);
  for (guint i = 0; i < self->pairs->len && !self->has_intervals_below; i++)
    gtk_widget_set_size_request (get_pair (self, i)->interval,
                                 self->interval_width, -1);
}

/* Number of rows in the table. */
guint
limen_value_table_get_n_rows (LimenValueTable *self)
{
  g_return_val_if_fail (LIMEN_IS_VALUE_TABLE (self), 0);

  return self->pairs->len;
}

static Pair *
find_pair (LimenValueTable *self, const char *name)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = get_pair (self, i);

      if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (pair->name)), name) == 0)
        return pair;
    }
  return NULL;
}

/* The value for a name, or NULL; owned by the table. */
const char *
limen_value_table_get_value (LimenValueTable *self, const char *name)
{
  Pair *pair;

  g_return_val_if_fail (LIMEN_IS_VALUE_TABLE (self), NULL);

  pair = find_pair (self, name);
  return pair != NULL ? gtk_label_get_label (GTK_LABEL (pair->value)) : NULL;
}

/* The interval of the value for a name, owned by the table; NULL if there is
 * no such name, or no room for an interval. */
const char *
limen_value_table_get_interval (LimenValueTable *self, const char *name)
{
  Pair *pair;

  g_return_val_if_fail (LIMEN_IS_VALUE_TABLE (self), NULL);

  pair = find_pair (self, name);
  return pair != NULL && gtk_widget_get_visible (pair->interval)
             ? gtk_label_get_label (GTK_LABEL (pair->interval))
             : NULL;
}

/* The value of the test data for a name, owned by the table; NULL if there is
 * none. */
const char *
limen_value_table_get_test (LimenValueTable *self, const char *name)
{
  Pair *pair;

  g_return_val_if_fail (LIMEN_IS_VALUE_TABLE (self), NULL);

  pair = find_pair (self, name);
  return pair != NULL && gtk_widget_get_visible (pair->test)
             ? gtk_label_get_label (GTK_LABEL (pair->test))
             : NULL;
}
