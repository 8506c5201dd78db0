#include "value-table.h"

/* Values up to here are shown whole. */
#define MAX_WHOLE_CHARS 12

typedef struct
{
  GtkWidget *row; /* carries the accessible name of the pair */
  GtkWidget *name;
  GtkWidget *value;
} Pair;

struct _LimenValueTable
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  GArray *pairs; /* Pair */
  guint n_pairs; /* filled in this round */
  guint columns; /* pairs side by side */
};

enum
{
  PROP_0,
  PROP_COLUMNS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenValueTable, limen_value_table, GTK_TYPE_WIDGET)

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
    .row = g_object_new (GTK_TYPE_BOX, "accessible-role",
                         GTK_ACCESSIBLE_ROLE_ROW, "spacing", 6, "hexpand",
                         TRUE, NULL),
    .name = new_label ("value-name", 0),
    .value = new_label ("value", 1),
  };
  guint index = self->pairs->len;

  gtk_widget_set_hexpand (pair.value, TRUE);
  /* Side by side rows would change their height with their values. */
  gtk_label_set_wrap (GTK_LABEL (pair.name), self->columns == 1);
  if (self->columns > 1)
    {
      gtk_label_set_ellipsize (GTK_LABEL (pair.name), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (pair.name), 4);
    }
  gtk_box_append (GTK_BOX (pair.row), pair.name);
  gtk_box_append (GTK_BOX (pair.row), pair.value);
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

static void
limen_value_table_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LimenValueTable *self = LIMEN_VALUE_TABLE (object);

  if (id == PROP_COLUMNS)
    g_value_set_uint (value, self->columns);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_value_table_set_property (GObject *object, guint id,
                                const GValue *value, GParamSpec *pspec)
{
  LimenValueTable *self = LIMEN_VALUE_TABLE (object);

  if (id == PROP_COLUMNS)
    self->columns = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_value_table_dispose (GObject *object)
{
  LimenValueTable *self = LIMEN_VALUE_TABLE (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_value_table_parent_class)->dispose (object);
}

static void
limen_value_table_finalize (GObject *object)
{
  g_array_unref (LIMEN_VALUE_TABLE (object)->pairs);
  G_OBJECT_CLASS (limen_value_table_parent_class)->finalize (object);
}

static void
limen_value_table_class_init (LimenValueTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_value_table_get_property;
  object_class->set_property = limen_value_table_set_property;
  object_class->dispose = limen_value_table_dispose;
  object_class->finalize = limen_value_table_finalize;

  properties[PROP_COLUMNS] = g_param_spec_uint (
      "columns", NULL, NULL, 1, 8, 1,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
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
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/* Begins a round of rows. */
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

/* The next row; everything is copied. The tooltip may be NULL. */
void
limen_value_table_add (LimenValueTable *self, const char *name,
                       const char *value, const char *tooltip)
{
  g_autofree char *accessible_name = g_strdup_printf ("%s %s", name, value);
  Pair *pair;

  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  if (self->n_pairs == self->pairs->len)
    append_pair (self);
  pair = get_pair (self, self->n_pairs++);
  set_label_if_changed (pair->name, name);
  set_label_if_changed (pair->value, value);
  /* A value that is the name of a column may be cut, a number never. */
  gtk_label_set_ellipsize (GTK_LABEL (pair->value),
                           g_utf8_strlen (value, -1) > MAX_WHOLE_CHARS
                               ? PANGO_ELLIPSIZE_END
                               : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_tooltip_text (pair->row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pair->row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible_name, -1);
}

/* Ends a round: rows that it did not fill go. */
void
limen_value_table_end (LimenValueTable *self)
{
  g_return_if_fail (LIMEN_IS_VALUE_TABLE (self));

  while (self->pairs->len > self->n_pairs)
    remove_last_pair (self);
}

/* How many rows stand in the table. */
guint
limen_value_table_get_n_rows (LimenValueTable *self)
{
  g_return_val_if_fail (LIMEN_IS_VALUE_TABLE (self), 0);

  return self->pairs->len;
}

/* The value beside a name, or NULL; owned by the table. */
const char *
limen_value_table_get_value (LimenValueTable *self, const char *name)
{
  g_return_val_if_fail (LIMEN_IS_VALUE_TABLE (self), NULL);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = get_pair (self, i);

      if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (pair->name)), name) == 0)
        return gtk_label_get_label (GTK_LABEL (pair->value));
    }
  return NULL;
}
