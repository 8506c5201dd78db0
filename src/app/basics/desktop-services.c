/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-services.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <unistd.h>

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"

/* Whether files can be created in a folder. Creates the folder and its parents
 * if they are missing. */
gboolean
limen_desktop_services_can_write (const char *folder)
{
  return g_mkdir_with_parents (folder, 0700) == 0
         && g_access (folder, W_OK | X_OK) == 0;
}

/* Stops GIO from running dbus-launch, which it does where no bus address is
 * set and which can hang for half a minute or forever. A desktop that has a
 * bus sets the address. */
static void
forbid_launching_a_bus (void)
{
  g_autofree char *socket
      = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  if (!g_file_test (socket, G_FILE_TEST_EXISTS))
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", FALSE);
}

/* A connection to the session bus; NULL if there is no bus or it does not
 * answer. */
static GDBusConnection *
connect_session_bus (void)
{
  g_autofree char *address
      = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return address != NULL
             ? g_dbus_connection_new_for_address_sync (
                 address,
                 G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                     | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                 NULL, NULL, NULL)
             : NULL;
}

/* Whether one of the name lists of the bus, returned by `method`, contains a
 * name. */
static gboolean
lists_name (GDBusConnection *bus, const char *method, const char *name)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, BUS_NAME, BUS_PATH, BUS_NAME, method, NULL, G_VARIANT_TYPE ("(as)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autofree const char **names = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(^a&s)", &names);
  return g_strv_contains (names, name);
}

/* Whether a service is running, or would be started when called. */
static gboolean
has_service (GDBusConnection *bus, const char *name)
{
  return bus != NULL
         && (lists_name (bus, "ListNames", name)
             || lists_name (bus, "ListActivatableNames", name));
}

/* Chooses where settings are kept: dconf; without its service a key file;
 * without a writable folder memory only. */
static void
choose_settings (GDBusConnection *bus)
{
  g_autofree char *shared
      = g_build_filename (g_get_user_runtime_dir (), "dconf", NULL);
  g_autofree char *file = g_build_filename (g_get_user_config_dir (),
                                            "glib-2.0", "settings", NULL);

  if (has_service (bus, "ca.desrt.dconf")
      && limen_desktop_services_can_write (shared))
    return;
  g_setenv ("GSETTINGS_BACKEND",
            limen_desktop_services_can_write (file) ? "keyfile" : "memory",
            FALSE);
}

/* Turns off the shader cache where it cannot be written: graphics drivers
 * would print a warning. */
static void
choose_shader_cache (void)
{
  if (!limen_desktop_services_can_write (g_get_user_cache_dir ()))
    g_setenv ("MESA_SHADER_CACHE_DISABLE", "true", FALSE);
}

/* Adds the folder of GTK's schemas to the search path where they are not
 * found. GTK aborts without the schemas of its own settings, and a search path
 * set by the user may lack them. */
static void
add_schemas (void)
{
  const char *folders = g_getenv ("GSETTINGS_SCHEMA_DIR");
  g_autofree char *both
      = g_strconcat (folders != NULL ? folders : "",
                     folders != NULL ? G_SEARCHPATH_SEPARATOR_S : "",
                     LIMEN_SCHEMAS_DIR, NULL);
  g_autofree char *parent = g_path_get_dirname (LIMEN_SCHEMAS_DIR);
  g_autofree char *data = g_path_get_dirname (parent);

  if (!g_strv_contains (g_get_system_data_dirs (), data))
    g_setenv ("GSETTINGS_SCHEMA_DIR", both, TRUE);
}

/* Sets the locale, or C where the requested one is not installed, such as a
 * locale passed on by ssh. */
static void
set_locale (void)
{
  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  gtk_disable_setlocale ();
}

/* Prepares GIO and GTK for a machine without desktop services, where each
 * would print warnings at every start: no session bus is launched; settings go
 * to a file without dconf, and to memory if no file can be written; GTK does
 * not look for assistive tools without their bus; the schemas of GTK's
 * settings are found; the locale falls back to C. Variables set in the
 * environment take precedence. Call it first in main(), because it changes the
 * environment. */
void
limen_desktop_services_prepare (void)
{
  g_autoptr (GDBusConnection) bus = NULL;

  forbid_launching_a_bus ();
  bus = connect_session_bus ();
  set_locale ();
  add_schemas ();
  choose_settings (bus);
  choose_shader_cache ();
  if (!has_service (bus, "org.a11y.Bus")
      && g_getenv ("AT_SPI_BUS_ADDRESS") == NULL)
    g_setenv ("GTK_A11Y", "none", FALSE);
  if (bus != NULL)
    g_dbus_connection_close_sync (bus, NULL, NULL);
}
