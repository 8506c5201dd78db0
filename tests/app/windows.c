/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "windows.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "message.h"
#include "support.h"

static gboolean
is_in_path_bar (const char *address)
{
  GtkWidget *widget = NULL;

  if (sscanf (address, "%p", (void **) &widget) != 1)
    return FALSE;
  widget = gtk_widget_get_parent (widget);
  return widget != NULL
         && g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkPathBar");
}

/* GTK 4.8 sometimes draws the arrows of the path bar in its file dialog before
 * they are allocated, and warns about it. */
static gboolean
is_of_path_bar (const char *message)
{
  static const char start[] = "Trying to snapshot GtkButton ";

  return g_str_has_prefix (message, start)
         && g_str_has_suffix (message, " without a current allocation")
         && is_in_path_bar (message + strlen (start));
}

/* GTK 4 counts how often a widget and those above it are pressed. If a popover
 * opens or closes between a press and its release, it may count one release
 * too many, as it does in the menus of other programs, and warns about it. */
static gboolean
is_of_pressed_state (const char *message)
{
  return g_str_has_prefix (message,
                           "Broken accounting of active state for widget ");
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields,
           gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && (is_of_path_bar (fields[i].value)
            || is_of_pressed_state (fields[i].value)))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

/* A constructor, since every test that opens windows may open that dialog. */
static void __attribute__ ((constructor))
watch_log (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}

GtkApplication *
test_application_new (void)
{
  GtkApplication *application
      = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  return application;
}

/* Removes what an earlier test remembered. */
static void
forget_columns (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "limen",
                                            "columns.ini", NULL);

  g_remove (path);
}

LimenWindow *
test_window_new (GtkApplication *application, GSettings *settings)
{
  LimenWindow *window = limen_window_new (application, settings);

  forget_columns ();
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

GtkWindow *
test_get_other_window (LimenWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (other != GTK_WINDOW (window))
        return other;
    }
  return NULL;
}

GtkWidget *
test_find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = test_find_widget (child, type);
  return found;
}

GtkWidget *
test_find_mapped (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = test_find_mapped (child, type);
  return found;
}

void
test_set_true (gboolean *value)
{
  *value = TRUE;
}

gboolean
test_signal_comes (gpointer instance, const char *signal, guint n_references)
{
  gboolean has_come = FALSE;
  gulong id = g_signal_connect_swapped (instance, signal,
                                        G_CALLBACK (test_set_true), &has_come);

  test_wait_for (has_come || G_OBJECT (instance)->ref_count <= n_references);
  g_signal_handler_disconnect (instance, id);
  return has_come;
}

typedef struct
{
  GtkWidget *widget;
  GskRenderNode *node;
  gboolean is_painted;
} Painting;

static void
painted_cb (GdkFrameClock *clock, Painting *painting)
{
  g_autoptr (GdkPaintable) paintable
      = gtk_widget_paintable_new (painting->widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  if (painting->is_painted)
    return;
  gdk_paintable_snapshot (paintable, snapshot,
                          gtk_widget_get_width (painting->widget),
                          gtk_widget_get_height (painting->widget));
  painting->node = gtk_snapshot_free_to_node (snapshot);
  painting->is_painted = TRUE;
}

/* GTK forgets what a widget looks like as soon as it is to be drawn again, so
 * the look is taken at the end of a frame. */
static GskRenderNode *
paint (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Painting painting = { .widget = widget };
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb),
                                &painting);

  gtk_widget_queue_draw (widget);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  test_wait_for (painting.is_painted);
  g_signal_handler_disconnect (clock, id);
  return painting.node;
}

guint32 *
test_take_picture (GtkWidget *widget)
{
  g_autoptr (GskRenderNode) node = paint (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GdkTexture) texture = NULL;
  guint32 *pixels = g_new0 (guint32, (gsize) width * (gsize) height);

  if (node == NULL)
    return pixels;
  gsk_renderer_realize (renderer, NULL, NULL);
  texture = gsk_renderer_render_texture (
      renderer, node,
      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, (guchar *) pixels,
                        (gsize) width * sizeof *pixels);
  gsk_renderer_unrealize (renderer);
  return pixels;
}

gboolean
test_window_is_idle (LimenWindow *window)
{
  return !limen_session_is_loading (limen_window_get_session (window))
         && !g_main_context_pending (NULL);
}

void
test_window_open (LimenWindow *window, const char *path)
{
  limen_window_open (window, path);
  test_wait_for (test_window_is_idle (window));
}

void
test_window_open_text (LimenWindow *window, const char *name,
                       const char *text)
{
  g_autofree char *path = test_write_file (name, text, -1);

  test_window_open (window, path);
}

void
test_window_activate (LimenWindow *window, const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_action_parse_detailed_name (detailed_name, &name, &target, &error);
  g_assert_no_error (error);
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window),
                                                     name, target));
  test_wait_for (test_window_is_idle (window));
}

GListModel *
test_window_get_cutoffs (LimenWindow *window)
{
  return G_LIST_MODEL (
      limen_session_get_cutoffs (limen_window_get_session (window)));
}

guint
test_window_get_n_cutoffs (LimenWindow *window)
{
  return g_list_model_get_n_items (test_window_get_cutoffs (window));
}

LimenCutoff *
test_window_get_cutoff (LimenWindow *window, guint i)
{
  return g_list_model_get_item (test_window_get_cutoffs (window), i);
}

char *
test_window_export (LimenWindow *window, const char *name)
{
  char *path = g_build_filename (test_get_folder (), name, NULL);

  g_assert_true (limen_window_export_to (window, path, FALSE));
  test_wait_for (!limen_cutoff_store_has_unexported (
      limen_session_get_cutoffs (limen_window_get_session (window))));
  return path;
}

char *
test_run_cli_for_text (const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  int status;

  g_strv_builder_add (builder, g_getenv ("LIMEN_CLI"));
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return text;
}

void
test_run_cli (const char *const *arguments)
{
  g_free (test_run_cli_for_text (arguments));
}

char *
test_apply (const char *cutoffs, const char *path)
{
  g_autofree char *output
      = g_build_filename (test_get_folder (), "decisions.csv", NULL);
  const char *const arguments[]
      = { "apply", cutoffs, path, "--output", output, NULL };
  g_autoptr (GError) error = NULL;
  char *text;

  test_run_cli (arguments);
  g_file_get_contents (output, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gboolean
has_text (GtkWidget *widget, const char *text, gboolean is_visible)
{
  if (is_visible && !gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget)
      && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text, is_visible))
      return TRUE;
  return FALSE;
}

gboolean
test_shows (GtkWidget *widget, const char *text)
{
  return has_text (widget, text, TRUE);
}

gboolean
test_says (GtkWidget *widget, const char *text)
{
  return has_text (widget, text, FALSE);
}

gboolean
test_window_shows (LimenWindow *window, const char *text)
{
  return test_shows (GTK_WIDGET (window), text);
}

gboolean
test_other_window_shows (LimenWindow *window, const char *text)
{
  return test_shows (GTK_WIDGET (test_get_other_window (window)), text);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static gboolean
is_at_end (GtkWidget *cell)
{
  GtkWidget *label = find_type (cell, GTK_TYPE_LABEL);

  return label != NULL && gtk_label_get_xalign (GTK_LABEL (label)) == 1;
}

/* A table has a header, with a title for each column (which may be hidden),
 * and a list of rows with a cell for each visible column. */
guint
test_check_titles (GtkWidget *widget)
{
  GtkWidget *view = find_type (widget, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *header = gtk_widget_get_first_child (view);
  GtkWidget *title = gtk_widget_get_first_child (header);
  GtkWidget *list = find_type (view, GTK_TYPE_LIST_VIEW);
  GtkWidget *cell;
  guint n = 0;

  test_wait_for (gtk_widget_get_first_child (list) != NULL);
  cell = gtk_widget_get_first_child (gtk_widget_get_first_child (list));
  for (; title != NULL; title = gtk_widget_get_next_sibling (title))
    {
      gboolean has_text;

      if (!gtk_widget_get_visible (title))
        continue;
      g_assert_nonnull (cell);
      has_text
          = GTK_IS_LABEL (gtk_widget_get_first_child (cell))
            && *gtk_label_get_label (
                   GTK_LABEL (find_type (title, GTK_TYPE_LABEL)))
                   != '\0';

      if (has_text)
        {
          GtkWidget *label = find_type (title, GTK_TYPE_LABEL);

          g_assert_cmpint (is_at_end (title), ==, is_at_end (cell));
          g_assert_cmpint (gtk_widget_get_next_sibling (label) == NULL, ==,
                           is_at_end (title));
        }
      n += is_at_end (title);
      cell = gtk_widget_get_next_sibling (cell);
    }
  g_assert_null (cell);
  return n;
}
