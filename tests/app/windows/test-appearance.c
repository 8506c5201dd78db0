/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "application.h"
#include "heat.h"
#include "support.h"
#include "windows.h"

#define LARGE_FONT "Sans 24" /* strokes are several pixels wide */
#define LEAST_CONTRAST 4.5
#define LEAST_LABELS 40

static GtkApplication *application;
static GSettings *settings;

/* A picture of a widget. */
typedef struct
{
  guint32 *pixels;
  int width, height;
} Picture;

static Picture
take_picture (GtkWidget *widget)
{
  guint32 *pixels = test_take_picture (widget);

  return (Picture){ pixels, gtk_widget_get_width (widget),
                    gtk_widget_get_height (widget) };
}

static LimenColor
get_color (guint32 pixel)
{
  return (LimenColor) { (pixel >> 16 & 0xff) / 255.0,
                        (pixel >> 8 & 0xff) / 255.0, (pixel & 0xff) / 255.0,
                        1 };
}

/* The most frequent colour of a rectangle, which is the background of its
 * text. */
static guint32
get_ground (const Picture *picture, GdkRectangle rect)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 ground = 0;
  guint most = 0;

  for (int y = rect.y; y < rect.y + rect.height; y++)
    for (int x = rect.x; x < rect.x + rect.width; x++)
      {
        guint32 pixel = picture->pixels[y * picture->width + x];
        guint n = 1
                  + GPOINTER_TO_UINT (g_hash_table_lookup (
                      counts, GUINT_TO_POINTER (pixel)));

        g_hash_table_insert (counts, GUINT_TO_POINTER (pixel),
                             GUINT_TO_POINTER (n));
        if (n > most)
          ground = pixel;
        most = MAX (most, n);
      }
  return ground;
}

static double
get_contrast (const Picture *picture, GdkRectangle rect)
{
  LimenColor ground = get_color (get_ground (picture, rect));
  double most = 1;

  for (int y = rect.y; y < rect.y + rect.height; y++)
    for (int x = rect.x; x < rect.x + rect.width; x++)
      {
        guint32 pixel = picture->pixels[y * picture->width + x];

        most = fmax (most,
                     limen_color_get_contrast (ground, get_color (pixel)));
      }
  return most;
}

/* The rectangle of a widget in the picture of its window; FALSE if it is not
 * fully inside. */
static gboolean
get_rect (GtkWidget *widget, GtkWidget *window, const Picture *picture,
          GdkRectangle *rect)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, window, &bounds))
    return FALSE;
  *rect = (GdkRectangle) { (int) ceilf (bounds.origin.x),
                           (int) ceilf (bounds.origin.y),
                           (int) bounds.size.width, (int) bounds.size.height };
  return rect->x >= 0 && rect->y >= 0
         && rect->x + rect->width <= picture->width
         && rect->y + rect->height <= picture->height;
}

/* Hidden curves reserve space for their values, which are not drawn. */
static gboolean
is_of_hidden_curve (GtkWidget *label)
{
  GtkWidget *chip = gtk_widget_get_ancestor (label, GTK_TYPE_TOGGLE_BUTTON);

  return gtk_widget_has_css_class (label, "value") && chip != NULL
         && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip));
}

/* Whether a part of a widget is scrolled out of view. */
static gboolean
is_scrolled_away (GtkWidget *widget)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (view == NULL || !gtk_widget_compute_bounds (widget, view, &bounds))
    return FALSE;
  return bounds.origin.y < 0
         || bounds.origin.y + bounds.size.height
                > (float) gtk_widget_get_height (view);
}

/* Checks every readable text except disabled ones; returns their number. */
static guint
check_labels (GtkWidget *widget, GtkWidget *window, const Picture *picture)
{
  guint n = 0;
  GdkRectangle rect;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return 0;
  if (GTK_IS_LABEL (widget)
      && *gtk_label_get_text (GTK_LABEL (widget)) != '\0'
      && !is_of_hidden_curve (widget) && !is_scrolled_away (widget)
      && get_rect (widget, window, picture, &rect))
    {
      double contrast = get_contrast (picture, rect);

      if (contrast < LEAST_CONTRAST)
        g_error ("\"%s\" has a contrast of %.2f",
                 gtk_label_get_text (GTK_LABEL (widget)), contrast);
      g_test_message ("%6.2f \"%s\"", contrast,
                      gtk_label_get_text (GTK_LABEL (widget)));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_labels (child, window, picture);
  return n;
}

static void
set_look (const char *theme, gboolean prefers_dark)
{
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", theme,
                "gtk-application-prefer-dark-theme", prefers_dark, NULL);
}

static LimenThemeVariant
get_variant (LimenWindow *window)
{
  guint variant;

  g_object_get (window, "theme", &variant, NULL);
  return (LimenThemeVariant) variant;
}

static gboolean
is_dark (LimenWindow *window, const char *name)
{
  GdkRGBA color = { 0 };

  g_assert_true (gtk_style_context_lookup_color (
      gtk_widget_get_style_context (GTK_WIDGET (window)), name, &color));
  return color.red + color.green + color.blue < 1.5f;
}

typedef struct
{
  const char *theme;
  gboolean prefers_dark;
  LimenThemeVariant variant;
} Look;

static const Look looks[] = {
  { "Default", FALSE, LIMEN_THEME_LIGHT },
  { "Default", TRUE, LIMEN_THEME_DARK },
  { "Adwaita", FALSE, LIMEN_THEME_LIGHT },
  { "Adwaita", TRUE, LIMEN_THEME_DARK },
  { "Adwaita-dark", FALSE, LIMEN_THEME_DARK },
  { "HighContrast", FALSE, LIMEN_THEME_CONTRAST },
  { "HighContrast", TRUE, LIMEN_THEME_CONTRAST_DARK },
  { "HighContrastInverse", FALSE, LIMEN_THEME_CONTRAST_DARK },
  { "HighContrastInverse", TRUE, LIMEN_THEME_CONTRAST_DARK },
  /* not installed, so GTK uses its light theme */
  { "Nowhere-dark", FALSE, LIMEN_THEME_LIGHT },
};

/* Windows, panels and figures are all light or all dark. */
static void
assert_look (LimenWindow *window, LimenThemeVariant variant)
{
  gboolean is_expected_dark = variant == LIMEN_THEME_DARK
                              || variant == LIMEN_THEME_CONTRAST_DARK;

  g_assert_cmpint (get_variant (window), ==, variant);
  g_assert_true (is_dark (window, "theme_bg_color") == is_expected_dark);
  g_assert_true (is_dark (window, "limen_canvas") == is_expected_dark);
}

static void
test_one (void)
{
  LimenWindow *window = test_window_new (application, settings);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_test_message ("%s, %d", looks[i].theme, looks[i].prefers_dark);
      set_look (looks[i].theme, looks[i].prefers_dark);
      assert_look (window, looks[i].variant);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  set_look ("Default", FALSE);
}

static void
choose (const char *choice)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "appearance",
                                  g_variant_new_string (choice));
}

/* The choice in the menu takes precedence over the desktop's, and keeps its
 * contrast. */
static void
test_choice (void)
{
  LimenWindow *window = test_window_new (application, settings);

  set_look ("HighContrastInverse", FALSE);
  choose ("light");
  assert_look (window, LIMEN_THEME_CONTRAST);
  choose ("dark");
  assert_look (window, LIMEN_THEME_CONTRAST_DARK);
  set_look ("HighContrast", FALSE);
  choose ("dark");
  assert_look (window, LIMEN_THEME_CONTRAST_DARK);
  choose ("light");
  assert_look (window, LIMEN_THEME_CONTRAST);
  set_look ("Default", FALSE);
  choose ("dark");
  assert_look (window, LIMEN_THEME_DARK);
  choose ("light");
  assert_look (window, LIMEN_THEME_LIGHT);
  choose ("system");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
check_window (LimenWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  Picture picture;

  /* An inactive window is dimmed as a whole. */
  gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_BACKDROP);
  test_wait_for (test_window_is_idle (window));
  picture = take_picture (widget);
  g_assert_cmpuint (check_labels (widget, widget, &picture), >=, LEAST_LABELS);
  g_free (picture.pixels);
}

/* Drawn text has at least WCAG's contrast of 4.5 : 1 to its background. */
static void
test_contrast (void)
{
  static const char *const themes[]
      = { "Default", "Adwaita-dark", "HighContrast", "HighContrastInverse" };
  GtkSettings *gtk_settings = gtk_settings_get_default ();
  LimenWindow *window = test_window_new (application, settings);
  g_autofree char *path
      = test_get_source_path ("../data/samples/digits-odd.csv");

  g_object_set (gtk_settings, "gtk-font-name", LARGE_FONT,
                "gtk-enable-animations", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 3000, 2200);
  test_window_open (window, path);
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_test_message ("%s", themes[i]);
      set_look (themes[i], FALSE);
      check_window (window);
    }
  set_look ("Default", FALSE);
  gtk_settings_reset_property (gtk_settings, "gtk-font-name");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = limen_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  settings = g_settings_new ("io.github.limen.Limen");
  g_test_add_func ("/appearance/one", test_one);
  g_test_add_func ("/appearance/choice", test_choice);
  g_test_add_func ("/appearance/contrast", test_contrast);
  status = g_test_run ();
  g_object_unref (settings);
  g_object_unref (application);
  return status;
}
