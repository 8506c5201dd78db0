/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handlers.h"

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <string.h>

/* The linker replaces each function NAME that the program calls by
 * __wrap_NAME; the original is __real_NAME; see meson.build. A handler that is
 * left out is replaced by one that does nothing, so that code that disconnects
 * or blocks it finds it; a key is not bound at all. */

typedef struct
{
  char *name;
  gboolean is_of_template;
  gpointer callback; /* NULL if it does not belong to the program */
  GPtrArray *tests;  /* tests that run the callback */
} Handler;

static GPtrArray *handlers;
/* By callback: its handlers, and the test that ran it last. */
static GHashTable *by_callback, *last_tests;
static GThread *main_thread;
static gboolean is_recording;

static gboolean
nothing (void)
{
  return FALSE;
}

gboolean
test_handlers_is_one_left_out (void)
{
  return g_getenv ("LIMEN_WITHOUT") != NULL;
}

static const char *
get_record_path (void)
{
  return g_getenv ("LIMEN_HANDLERS");
}

static gsize
get_offset (gconstpointer address)
{
  Dl_info info;

  if (address == NULL || dladdr (address, &info) == 0)
    return 0;
  return (gsize) ((const char *) address - (const char *) info.dli_fbase);
}

static void
write_handlers (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  is_recording = FALSE;
  for (guint i = 0; i < handlers->len; i++)
    {
      const Handler *handler = g_ptr_array_index (handlers, i);

      g_string_append_printf (text, "%s\t%s", handler->name,
                              handler->callback == NULL ? "unknown " : "");
      for (guint j = 0; j < handler->tests->len; j++)
        g_string_append_printf (text, "%s ",
                                (char *) g_ptr_array_index (handler->tests, j));
      g_string_append_c (text, '\n');
    }
  g_file_set_contents (get_record_path (), text->str, (gssize) text->len, NULL);
}

static gboolean
is_of_program (gconstpointer address)
{
  Dl_info own, other;

  return dladdr (write_handlers, &own) != 0 && dladdr (address, &other) != 0
         && own.dli_fbase == other.dli_fbase;
}

static void
set_callback (Handler *handler, gpointer callback)
{
  if (callback != NULL && !is_of_program (callback))
    return;
  handler->callback = callback;
  if (callback != NULL && g_hash_table_lookup (by_callback, callback) == NULL)
    g_hash_table_insert (by_callback, callback, g_ptr_array_new ());
  if (callback != NULL)
    g_ptr_array_add (g_hash_table_lookup (by_callback, callback), handler);
}

static void
record (const char *name, gpointer caller, gpointer callback)
{
  Handler *handler;

  if (handlers == NULL)
    {
      handlers = g_ptr_array_new ();
      by_callback = g_hash_table_new (NULL, NULL);
      last_tests = g_hash_table_new (NULL, NULL);
      main_thread = g_thread_self ();
      atexit (write_handlers);
    }
  is_recording = FALSE;
  for (guint i = 0; i < handlers->len; i++)
    {
      handler = g_ptr_array_index (handlers, i);
      if (g_str_equal (handler->name, name))
        {
          is_recording = TRUE;
          return;
        }
    }
  handler = g_new0 (Handler, 1);
  handler->name = g_strdup (name);
  handler->is_of_template = caller == NULL;
  handler->tests = g_ptr_array_new ();
  g_ptr_array_add (handlers, handler);
  set_callback (handler, callback);
  is_recording = TRUE;
}

/* Whether this handler is the one to leave out. */
static gboolean G_GNUC_PRINTF (3, 4)
    is_left_out (gpointer caller, gpointer callback, const char *format, ...)
{
  const char *without = g_getenv ("LIMEN_WITHOUT");
  g_autofree char *name = NULL;
  va_list args;

  if (without == NULL && get_record_path () == NULL)
    return FALSE;
  va_start (args, format);
  name = g_strdup_vprintf (format, args);
  va_end (args);
  if (get_record_path () != NULL)
    record (name, caller, callback);
  return g_strcmp0 (without, name) == 0;
}

/* Called at the start of each function in a build with -finstrument-functions.
 */
void __cyg_profile_func_enter (void *function, void *caller);
void __cyg_profile_func_exit (void *function, void *caller);

void
__cyg_profile_func_enter (void *function, void *caller)
{
  GPtrArray *list;
  const char *path;

  if (!is_recording || g_thread_self () != main_thread)
    return;
  list = g_hash_table_lookup (by_callback, function);
  if (list == NULL)
    return;
  path = g_intern_string (g_test_get_path ());
  if (g_hash_table_lookup (last_tests, function) == path)
    return;
  g_hash_table_insert (last_tests, function, (gpointer) path);
  for (guint i = 0; i < list->len; i++)
    {
      const Handler *handler = g_ptr_array_index (list, i);

      g_ptr_array_add (handler->tests, (gpointer) path);
    }
}

void
__cyg_profile_func_exit (void *function, void *caller)
{
}

/* Signals */

#define CALLER __builtin_return_address (0)
#define WRAP(type, name, ...)                                                  \
  type __real_##name (__VA_ARGS__);                                            \
  type __wrap_##name (__VA_ARGS__);                                            \
  type __wrap_##name (__VA_ARGS__)

WRAP (gulong,
      g_signal_connect_data,
      gpointer instance,
      const char *signal,
      GCallback handler,
      gpointer data,
      GClosureNotify destroy,
      GConnectFlags flags)
{
  gboolean is_out =
      is_left_out (CALLER, handler, "%" G_GSIZE_MODIFIER "x %s %s",
                   get_offset (CALLER), G_OBJECT_TYPE_NAME (instance), signal);

  return __real_g_signal_connect_data (instance, signal,
                                       is_out ? G_CALLBACK (nothing) : handler,
                                       data, destroy, flags);
}

WRAP (gulong,
      g_signal_connect_object,
      gpointer instance,
      const char *signal,
      GCallback handler,
      gpointer object,
      GConnectFlags flags)
{
  gboolean is_out =
      is_left_out (CALLER, handler, "%" G_GSIZE_MODIFIER "x %s %s",
                   get_offset (CALLER), G_OBJECT_TYPE_NAME (instance), signal);

  return __real_g_signal_connect_object (
      instance, signal, is_out ? G_CALLBACK (nothing) : handler, object, flags);
}

/* Templates */

/* Removes the handler to leave out from a template. Its name is "FILE N SIGNAL
 * HANDLER". */
static GBytes *
cut_template (const char *resource, GBytes *bytes)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("<signal name=\"([^\"]*)\" handler=\"([^\"]*)\"[^>]*/>",
                   G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *file = g_path_get_basename (resource);
  g_autofree char *text =
      g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  int start = 0, end = 0, n = 0;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *signal = g_match_info_fetch (match, 1);
      g_autofree char *handler = g_match_info_fetch (match, 2);

      if (is_left_out (NULL, NULL, "%s %d %s %s", file, ++n, signal, handler))
        g_match_info_fetch_pos (match, 0, &start, &end);
    }
  memset (text + start, ' ', (gsize) (end - start));
  return end > start ? g_bytes_new (text, strlen (text)) : NULL;
}

WRAP (void,
      gtk_widget_class_set_template_from_resource,
      GtkWidgetClass *widget_class,
      const char *resource)
{
  g_autoptr (GBytes) bytes =
      g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GBytes) cut = cut_template (resource, bytes);

  if (cut != NULL)
    gtk_widget_class_set_template (widget_class, cut);
  else
    __real_gtk_widget_class_set_template_from_resource (widget_class, resource);
}

/* Callbacks are bound directly after the template is set. */
WRAP (void,
      gtk_widget_class_bind_template_callback_full,
      GtkWidgetClass *widget_class,
      const char *name,
      GCallback callback)
{
  g_autofree char *end = g_strconcat (" ", name, NULL);

  for (guint i = 0; handlers != NULL && i < handlers->len; i++)
    {
      Handler *handler = g_ptr_array_index (handlers, i);

      if (handler->is_of_template && handler->callback == NULL
          && g_str_has_suffix (handler->name, end))
        set_callback (handler, callback);
    }
  __real_gtk_widget_class_bind_template_callback_full (widget_class, name,
                                                       callback);
}

/* Keys */

static gboolean
is_key_left_out (gpointer caller,
                 GtkWidgetClass *widget_class,
                 guint key,
                 GdkModifierType modifiers,
                 gpointer callback)
{
  g_autofree char *accelerator = gtk_accelerator_name (key, modifiers);
  const char *owner = G_OBJECT_CLASS_NAME (widget_class);

  return is_left_out (caller, callback, "%" G_GSIZE_MODIFIER "x %s %s",
                      get_offset (caller), owner, accelerator);
}

static void
add_key (GtkWidgetClass *widget_class,
         guint key,
         GdkModifierType modifiers,
         GtkShortcutAction *action,
         GVariant *arguments)
{
  g_autoptr (GtkShortcut) shortcut =
      gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), action);

  gtk_shortcut_set_arguments (shortcut, arguments);
  gtk_widget_class_add_shortcut (widget_class, shortcut);
}

WRAP (void,
      gtk_widget_class_add_binding,
      GtkWidgetClass *widget_class,
      guint key,
      GdkModifierType modifiers,
      GtkShortcutFunc callback,
      const char *format,
      ...)
{
  va_list args;

  if (is_key_left_out (CALLER, widget_class, key, modifiers, callback))
    return;
  va_start (args, format);
  add_key (widget_class, key, modifiers,
           gtk_callback_action_new (callback, NULL, NULL),
           format != NULL ? g_variant_new_va (format, NULL, &args) : NULL);
  va_end (args);
}

WRAP (void,
      gtk_widget_class_add_binding_action,
      GtkWidgetClass *widget_class,
      guint key,
      GdkModifierType modifiers,
      const char *action,
      const char *format,
      ...)
{
  va_list args;

  if (is_key_left_out (CALLER, widget_class, key, modifiers, NULL))
    return;
  va_start (args, format);
  add_key (widget_class, key, modifiers, gtk_named_action_new (action),
           format != NULL ? g_variant_new_va (format, NULL, &args) : NULL);
  va_end (args);
}

WRAP (void,
      gtk_widget_class_add_binding_signal,
      GtkWidgetClass *widget_class,
      guint key,
      GdkModifierType modifiers,
      const char *signal,
      const char *format,
      ...)
{
  va_list args;

  if (is_key_left_out (CALLER, widget_class, key, modifiers, NULL))
    return;
  va_start (args, format);
  add_key (widget_class, key, modifiers, gtk_signal_action_new (signal),
           format != NULL ? g_variant_new_va (format, NULL, &args) : NULL);
  va_end (args);
}

WRAP (GtkShortcutAction *,
      gtk_callback_action_new,
      GtkShortcutFunc callback,
      gpointer data,
      GDestroyNotify destroy)
{
  gboolean is_out = is_left_out (CALLER, callback, "%" G_GSIZE_MODIFIER "x key",
                                 get_offset (CALLER));

  return __real_gtk_callback_action_new (
      is_out ? (GtkShortcutFunc) G_CALLBACK (nothing) : callback, data,
      destroy);
}

WRAP (void,
      gtk_application_set_accels_for_action,
      GtkApplication *application,
      const char *action,
      const char *const *keys)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;
      g_autofree char *name = NULL;

      gtk_accelerator_parse (keys[i], &key, &modifiers);
      name = gtk_accelerator_name (key, modifiers);
      if (!is_left_out (CALLER, NULL, "%" G_GSIZE_MODIFIER "x LimenWindow %s",
                        get_offset (CALLER), name))
        g_strv_builder_add (builder, keys[i]);
    }
  kept = g_strv_builder_end (builder);
  __real_gtk_application_set_accels_for_action (application, action,
                                                (const char *const *) kept);
}

/* Actions */

WRAP (void,
      gtk_widget_class_install_action,
      GtkWidgetClass *widget_class,
      const char *name,
      const char *type,
      GtkWidgetActionActivateFunc activate)
{
  gboolean is_out = is_left_out (
      CALLER, activate, "%" G_GSIZE_MODIFIER "x %s %s", get_offset (CALLER),
      G_OBJECT_CLASS_NAME (widget_class), name);

  __real_gtk_widget_class_install_action (
      widget_class, name, type,
      is_out ? (GtkWidgetActionActivateFunc) G_CALLBACK (nothing) : activate);
}

WRAP (void,
      g_action_map_add_action_entries,
      GActionMap *map,
      const GActionEntry *entries,
      int n,
      gpointer data)
{
  g_autofree GActionEntry *kept =
      g_memdup2 (entries, sizeof *entries * (gsize) n);

  for (int i = 0; i < n; i++)
    {
      gpointer callback = kept[i].activate != NULL
                              ? (gpointer) kept[i].activate
                              : (gpointer) kept[i].change_state;

      if (!is_left_out (CALLER, callback, "%" G_GSIZE_MODIFIER "x %s %s",
                        get_offset (CALLER), G_OBJECT_TYPE_NAME (map),
                        entries[i].name))
        continue;
      if (kept[i].activate != NULL)
        kept[i].activate = (gpointer) nothing;
      else
        kept[i].change_state = (gpointer) nothing;
    }
  __real_g_action_map_add_action_entries (map, kept, n, data);
}
