/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appearance.h"

#include <string.h>

#include "heat.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Settings"
#define PREFERS_DARK 1

struct _LimenAppearance
{
  GObject parent_instance;

  GtkSettings *settings;
  GtkCssProvider *colors_css;
  GtkCssProvider *inverse_css;
  GDBusProxy *portal; /* NULL if the desktop has no portal */
  GCancellable *cancellable;
  char *choice;
  gboolean is_system_dark;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenAppearance, limen_appearance, G_TYPE_OBJECT)

/* The name of GTK's theme; the variable GTK_THEME takes precedence over the
 * settings. */
static char *
get_theme_name (LimenAppearance *self)
{
  const char *forced = g_getenv ("GTK_THEME");
  char *name;

  if (forced != NULL && *forced != '\0')
    return g_strdup (forced);
  g_object_get (self->settings, "gtk-theme-name", &name, NULL);
  return name != NULL ? name : g_strdup ("");
}

static gboolean
is_named_dark (const char *name)
{
  return g_str_has_suffix (name, "dark") || g_str_has_suffix (name, "Inverse");
}

static gboolean
prefers_dark (LimenAppearance *self)
{
  g_autofree char *name = get_theme_name (self);
  gboolean is_preferred;

  g_object_get (self->settings, "gtk-application-prefer-dark-theme",
                &is_preferred, NULL);
  return is_preferred || is_named_dark (name);
}

static LimenColor
get_css_color (GtkWidget *widget, const char *name)
{
  GdkRGBA color = { 0 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name,
                                  &color);
  return (LimenColor) { color.red, color.green, color.blue, 1 };
}

/* Whether GTK draws light text on a dark background. Decided by its colours,
 * because a missing theme is drawn as the default theme, whatever its name
 * says. */
static gboolean
is_dark (void)
{
  const LimenColor black = { 0, 0, 0, 1 };
  GtkWidget *probe = g_object_ref_sink (gtk_label_new (NULL));
  LimenColor text = get_css_color (probe, "theme_fg_color");
  LimenColor paper = get_css_color (probe, "theme_bg_color");

  g_object_unref (probe);
  return limen_color_get_contrast (text, black)
         > limen_color_get_contrast (paper, black);
}

static gboolean
has_high_contrast (LimenAppearance *self)
{
  g_autofree char *name = get_theme_name (self);

  return g_str_has_prefix (name, "HighContrast")
         || g_str_has_suffix (name, "hc")
         || g_str_has_suffix (name, "hc-dark");
}

static void
apply (LimenAppearance *self)
{
  gboolean wants_dark = self->is_system_dark;

  if (g_strcmp0 (self->choice, "light") == 0)
    wants_dark = FALSE;
  else if (g_strcmp0 (self->choice, "dark") == 0)
    wants_dark = TRUE;
  g_object_set (self->settings, "gtk-application-prefer-dark-theme",
                wants_dark, NULL);
}

static void
set_used (GtkCssProvider *css, gboolean is_used, guint priority)
{
  GdkDisplay *display = gdk_display_get_default ();

  gtk_style_context_remove_provider_for_display (display,
                                                 GTK_STYLE_PROVIDER (css));
  if (is_used)
    gtk_style_context_add_provider_for_display (
        display, GTK_STYLE_PROVIDER (css), priority);
}

/* Loads the theme HighContrastInverse under its new name: GTK 4.8 does not
 * know the old one and would draw the light default theme. */
static void
update_inverse (LimenAppearance *self)
{
  g_autofree char *name = get_theme_name (self);
  gboolean is_inverse = g_str_equal (name, "HighContrastInverse");

  if (is_inverse)
    gtk_css_provider_load_named (
        self->inverse_css, "Default",
        g_strcmp0 (self->choice, "light") == 0 ? "hc" : "hc-dark");
  set_used (self->inverse_css, is_inverse,
            GTK_STYLE_PROVIDER_PRIORITY_SETTINGS + 1);
}

/* Loads the style sheet for the panels, to match the theme of the figures. */
static void
update_colors (LimenAppearance *self)
{
  static const char *const names[] = {
    [LIMEN_THEME_DARK] = "style-dark.css",
    [LIMEN_THEME_CONTRAST] = "style-contrast.css",
    [LIMEN_THEME_CONTRAST_DARK] = "style-contrast-dark.css",
  };
  const char *name = names[limen_appearance_get_variant (self)];

  if (name != NULL)
    {
      g_autofree char *path
          = g_strconcat ("/io/github/limen/Limen/", name, NULL);

      gtk_css_provider_load_from_resource (self->colors_css, path);
    }
  set_used (self->colors_css, name != NULL,
            GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
theme_changed_cb (GObject *settings, GParamSpec *pspec, LimenAppearance *self)
{
  update_inverse (self);
  update_colors (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Preference of the desktop */

static void
take_color_scheme (LimenAppearance *self, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);

  /* The method Read() wraps the value in one more variant than the signal
   * does. */
  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *next = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = next;
    }
  if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    return;
  self->is_system_dark = g_variant_get_uint32 (inner) == PREFERS_DARK;
  apply (self);
}

static void
portal_signal_cb (GDBusProxy *portal, const char *sender, const char *signal,
                  GVariant *parameters, LimenAppearance *self)
{
  const char *area, *key;
  g_autoptr (GVariant) value = NULL;

  if (strcmp (signal, "SettingChanged") != 0
      || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&sv)", &area, &key, &value);
  if (strcmp (area, "org.freedesktop.appearance") == 0
      && strcmp (key, "color-scheme") == 0)
    take_color_scheme (self, value);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (object),
                                                         result, NULL);
  g_autoptr (GVariant) value = NULL;

  /* No reply: the call was cancelled, or the desktop lacks the setting. */
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(v)")))
    return;
  g_variant_get (reply, "(v)", &value);
  take_color_scheme (LIMEN_APPEARANCE (user_data), value);
}

static void
portal_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GDBusProxy *portal = g_dbus_proxy_new_for_bus_finish (result, NULL);
  LimenAppearance *self;

  if (portal == NULL)
    return;
  self = LIMEN_APPEARANCE (user_data);
  self->portal = portal;
  g_signal_connect (portal, "g-signal", G_CALLBACK (portal_signal_cb), self);
  g_dbus_proxy_call (portal, "Read",
                     g_variant_new ("(ss)", "org.freedesktop.appearance",
                                    "color-scheme"),
                     G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable,
                     read_cb, self);
}

static void
limen_appearance_finalize (GObject *object)
{
  LimenAppearance *self = LIMEN_APPEARANCE (object);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  if (self->portal != NULL)
    g_signal_handlers_disconnect_by_data (self->portal, self);
  g_clear_object (&self->portal);
  g_signal_handlers_disconnect_by_data (self->settings, self);
  g_object_unref (self->colors_css);
  g_object_unref (self->inverse_css);
  g_free (self->choice);
  G_OBJECT_CLASS (limen_appearance_parent_class)->finalize (object);
}

static void
limen_appearance_class_init (LimenAppearanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limen_appearance_finalize;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_APPEARANCE,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
limen_appearance_init (LimenAppearance *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = gtk_settings_get_default ();
  self->is_system_dark = prefers_dark (self);
  self->colors_css = gtk_css_provider_new ();
  self->inverse_css = gtk_css_provider_new ();
  g_signal_connect (self->settings,
                    "notify::gtk-application-prefer-dark-theme",
                    G_CALLBACK (theme_changed_cb), self);
  g_signal_connect (self->settings, "notify::gtk-theme-name",
                    G_CALLBACK (theme_changed_cb), self);
  theme_changed_cb (NULL, NULL, self);
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION,
                            G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL,
                            PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE,
                            self->cancellable, portal_ready_cb, self);
}

/* An appearance that follows the desktop until a choice is set. Requires a
 * display. */
LimenAppearance *
limen_appearance_new (void)
{
  return g_object_new (LIMEN_TYPE_APPEARANCE, NULL);
}

/* Sets the user's choice: "system", "light" or "dark". */
void
limen_appearance_set_choice (LimenAppearance *self, const char *choice)
{
  g_return_if_fail (LIMEN_IS_APPEARANCE (self));

  g_free (self->choice);
  self->choice = g_strdup (choice);
  apply (self);
}

/* The theme that figures must be drawn in. */
LimenThemeVariant
limen_appearance_get_variant (LimenAppearance *self)
{
  g_return_val_if_fail (LIMEN_IS_APPEARANCE (self), LIMEN_THEME_LIGHT);

  if (has_high_contrast (self))
    return is_dark () ? LIMEN_THEME_CONTRAST_DARK : LIMEN_THEME_CONTRAST;
  return is_dark () ? LIMEN_THEME_DARK : LIMEN_THEME_LIGHT;
}
