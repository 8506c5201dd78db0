#include "columns-dialog.h"

#include "preview.h"

#define MAX_CELL_CHARS 40
#define MAX_SHOWN_COLUMNS 50
#define N_PREVIEW_ROWS 8

struct _LimenColumnsDialog
{
  GtkWindow parent_instance;

  GtkWidget *reason;
  GtkGrid *preview;
  GtkDropDown *label;
  GtkDropDown *score;
  GtkDropDown *weight;
  GtkDropDown *kind;
  GtkWidget *positive;
  GtkWidget *header;
  GtkWidget *skip_bad_rows;

  char *path;
  LimenReadOptions *options;
  LimenPreview *data;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenColumnsDialog, limen_columns_dialog, GTK_TYPE_WINDOW)

/* Long names tend to differ at their ends: it is the middle that goes. */
static char *
shorten (const char *text)
{
  glong n_chars = g_utf8_strlen (text, -1);
  g_autofree char *start = NULL;

  if (n_chars <= MAX_CELL_CHARS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_CELL_CHARS / 2);
  return g_strconcat (start, "\342\200\246",
                      g_utf8_offset_to_pointer (
                          text, n_chars - MAX_CELL_CHARS / 2 + 1),
                      NULL);
}

static void
add_cell (LimenColumnsDialog *self, const char *text, int column, int row)
{
  g_autofree char *shown = shorten (text);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, row == 0 ? "value-name" : "value");
  gtk_grid_attach (self->preview, label, column, row, 1, 1);
}

static void
fill_preview (LimenColumnsDialog *self)
{
  guint n_columns = MIN (self->data->names->len, MAX_SHOWN_COLUMNS);
  GtkWidget *cell;

  while ((cell = gtk_widget_get_first_child (GTK_WIDGET (self->preview)))
         != NULL)
    gtk_grid_remove (self->preview, cell);
  for (guint column = 0; column < n_columns; column++)
    {
      add_cell (self, g_ptr_array_index (self->data->names, column),
                (int) column, 0);
      for (guint row = 0; row < self->data->rows->len; row++)
        {
          GStrv fields = g_ptr_array_index (self->data->rows, row);

          if (column < g_strv_length (fields))
            add_cell (self, fields[column], (int) column, (int) row + 1);
        }
    }
}

/* The column that was said, else the one guessed; -1: neither. */
static int
find_column (LimenColumnsDialog *self, const char *said, int guess)
{
  guint column;

  if (said != NULL
      && g_ptr_array_find_with_equal_func (self->data->keys, said,
                                           g_str_equal, &column))
    return (int) column;
  return guess;
}

/* The columns by name; `none` stands first where a role may stay empty. */
static void
fill_columns (LimenColumnsDialog *self, GtkDropDown *drop_down,
              const char *none, const char *said, int guess)
{
  int column = find_column (self, said, guess);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, none);
  for (guint i = 0; i < self->data->names->len; i++)
    {
      g_autofree char *shown
          = shorten (g_ptr_array_index (self->data->names, i));

      gtk_string_list_append (names, shown);
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (drop_down, (guint) (column + 1));
}

static const char *
get_column (LimenColumnsDialog *self, GtkDropDown *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected == 0 || selected > self->data->names->len)
    return NULL;
  return g_ptr_array_index (self->data->keys, selected - 1);
}

static void
update_accept_cb (GObject *object, GParamSpec *pspec, LimenColumnsDialog *self)
{
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "columns.accept",
      get_column (self, self->label) != NULL
          && get_column (self, self->score) != NULL
          && get_column (self, self->label) != get_column (self, self->score));
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
limen_columns_dialog_finalize (GObject *object)
{
  LimenColumnsDialog *self = LIMEN_COLUMNS_DIALOG (object);

  g_free (self->path);
  limen_read_options_free (self->options);
  limen_preview_free (self->data);
  G_OBJECT_CLASS (limen_columns_dialog_parent_class)->finalize (object);
}

static void
limen_columns_dialog_class_init (LimenColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_columns_dialog_finalize;
  signals[ACCEPTED] = g_signal_new ("accepted", LIMEN_TYPE_COLUMNS_DIALOG,
                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/columns-dialog.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenColumnsDialog, name)
  BIND (reason);
  BIND (preview);
  BIND (label);
  BIND (score);
  BIND (weight);
  BIND (kind);
  BIND (positive);
  BIND (header);
  BIND (skip_bad_rows);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, update_accept_cb);
  gtk_widget_class_install_action (widget_class, "columns.accept", NULL,
                                   accept_action);
  gtk_widget_class_install_action (widget_class, "columns.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "columns.cancel", NULL);
}

static void
limen_columns_dialog_init (LimenColumnsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The only column of a guess; -1 where there is none, or one a class. */
static int
get_only (GArray *columns)
{
  return columns->len == 1 ? g_array_index (columns, int, 0) : -1;
}

static void
fill_columns_of_roles (LimenColumnsDialog *self)
{
  char **labels = self->options->labels;
  char **scores = self->options->scores;

  fill_columns (self, self->label, "choose\342\200\246",
                labels != NULL ? labels[0] : NULL,
                get_only (self->data->labels));
  fill_columns (self, self->score, "choose\342\200\246",
                scores != NULL ? scores[0] : NULL,
                get_only (self->data->scores));
  fill_columns (self, self->weight, "none", self->options->weight,
                self->data->weight);
}

static void
fill_options (LimenColumnsDialog *self)
{
  if (self->options->has_kind)
    gtk_drop_down_set_selected (self->kind, self->options->kind + 1);
  if (self->options->positive != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->positive),
                           self->options->positive);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->header),
                               self->data->has_header);
  gtk_widget_set_sensitive (self->header, self->data->has_header
                                              || self->options->no_header);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip_bad_rows),
                               self->options->skip_bad_rows);
}

/* The columns are shown again, with other names. */
static void
header_toggled_cb (GtkCheckButton *button, LimenColumnsDialog *self)
{
  LimenPreview *preview;

  self->options->no_header = !gtk_check_button_get_active (button);
  preview = limen_preview_read (self->path, self->options, N_PREVIEW_ROWS,
                                NULL, NULL);
  if (preview == NULL)
    return;
  limen_preview_free (self->data);
  self->data = preview;
  fill_preview (self);
  fill_columns_of_roles (self);
}

/* A dialog about one file, whose first rows are read. `options` is copied, NULL
 * for none; `reason` says why it is asked, NULL when the user came by himself.
 * NULL with an error of LIMEN_TABLE_ERROR when the file cannot be read. */
GtkWidget *
limen_columns_dialog_new (GtkWindow *parent, const char *path,
                          const LimenReadOptions *options,
                          const char *reason, GError **error)
{
  LimenPreview *preview
      = limen_preview_read (path, options, N_PREVIEW_ROWS, NULL, error);
  LimenColumnsDialog *self;

  if (preview == NULL)
    return NULL;
  self = g_object_new (LIMEN_TYPE_COLUMNS_DIALOG, "transient-for", parent,
                       NULL);
  self->path = g_strdup (path);
  self->options = options != NULL ? limen_read_options_copy (options)
                                  : limen_read_options_new ();
  self->data = preview;
  gtk_label_set_label (GTK_LABEL (self->reason), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason, reason != NULL);
  fill_preview (self);
  fill_columns_of_roles (self);
  fill_options (self);
  g_signal_connect_object (self->header, "toggled",
                           G_CALLBACK (header_toggled_cb), self, 0);
  update_accept_cb (NULL, NULL, self);
  return GTK_WIDGET (self);
}

/* The file that was asked about; owned by the dialog. */
const char *
limen_columns_dialog_get_path (LimenColumnsDialog *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMNS_DIALOG (self), NULL);

  return self->path;
}

/* What the dialog says now; free with limen_read_options_free(). */
LimenReadOptions *
limen_columns_dialog_get_options (LimenColumnsDialog *self)
{
  LimenReadOptions *chosen;
  const char *label, *score, *positive;
  guint kind;

  g_return_val_if_fail (LIMEN_IS_COLUMNS_DIALOG (self), NULL);

  chosen = limen_read_options_copy (self->options);
  label = get_column (self, self->label);
  score = get_column (self, self->score);
  positive = gtk_editable_get_text (GTK_EDITABLE (self->positive));
  kind = gtk_drop_down_get_selected (self->kind);

  g_strfreev (chosen->labels);
  chosen->labels = g_strdupv ((char *[]){ (char *) label, NULL });
  g_strfreev (chosen->scores);
  chosen->scores = g_strdupv ((char *[]){ (char *) score, NULL });
  g_free (chosen->weight);
  chosen->weight = g_strdup (get_column (self, self->weight));
  g_free (chosen->positive);
  chosen->positive = positive[0] != '\0' ? g_strdup (positive) : NULL;
  chosen->has_kind = kind > 0;
  chosen->kind = kind > 0 ? kind - 1 : LIMEN_KIND_PROBABILITY;
  chosen->skip_bad_rows
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->skip_bad_rows));
  return chosen;
}
