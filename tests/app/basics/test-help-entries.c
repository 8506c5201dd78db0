/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "figures.h"
#include "help-entries.h"
#include "loss-types.h"
#include "metric.h"
#include "support.h"

#define PARTS                                                                 \
  "<shows>a</shows><read>b</read><formula source='S'>c\n  d</formula>"        \
  "<convention>e\n  f</convention>"
#define LAST "<misleads>g</misleads>"
#define HELP(CONTENT) "<help section='x' title='X'>" CONTENT "</help>"
#define ENTRY(CONTENT) "<entry name='n' title='Név'>" CONTENT "</entry>"

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func (
      (GDestroyNotify) limen_help_entry_free);
}

static const LimenHelpEntry *
find (GPtrArray *entries, const char *section, const char *name)
{
  g_autofree char *key = g_strconcat (section, "/", name, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

static void
assert_has (GPtrArray *entries, const char *section, const char *name)
{
  if (find (entries, section, name) == NULL)
    g_error ("no entry %s/%s", section, name);
}

static GPtrArray *
load (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = limen_help_entries_load (&error);

  g_assert_no_error (error);
  return entries;
}

static void
test_parts (void)
{
  g_autoptr (GPtrArray) entries = load ();

  for (guint i = 0; i < entries->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpstr (entry->title, !=, "");
      for (guint j = 0; j < LIMEN_N_HELP_PARTS; j++)
        {
          g_assert_nonnull (entry->parts[j]);
          g_assert_true (g_utf8_validate (entry->parts[j], -1, NULL));
          g_assert_null (strstr (entry->parts[j], "  \n"));
          if (j != LIMEN_HELP_FORMULA)
            g_assert_true (g_str_has_suffix (entry->parts[j], "."));
        }
    }
}

/* Every metric has an entry with its title, also those that only objectives
 * offer. */
static void
test_metrics (void)
{
  g_autoptr (GPtrArray) entries = load ();

  for (int i = 0; i < LIMEN_N_ALL_METRICS; i++)
    {
      const LimenMetricInfo *info
          = limen_metric_get_info ((LimenMetricId) i);
      const LimenHelpEntry *entry = find (entries, "metric", info->name);

      assert_has (entries, "metric", info->name);
      g_assert_cmpstr (entry->title, ==, info->title);
    }
}

static void
test_figures (void)
{
  g_autoptr (GPtrArray) entries = load ();

  g_assert_cmpuint (limen_figures_get_n (), >, 10);
  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);

      assert_has (entries, "figure", type->key);
      g_assert_cmpstr (find (entries, "figure", type->key)->title, ==,
                       type->title);
    }
}

static void
test_numbers (void)
{
  static const char *const ranking[]
      = { "roc-auc", "partial-roc-auc", "roc-auc-ovo", "average-precision",
          "pr-auc-trapezoid", "ks", "ece", "mce", "recalibration",
          "weighted-kappa" };
  static const char *const zone[] = { "grey-zone", "coverage", "error" };
  g_autoptr (GPtrArray) entries = load ();

  assert_has (entries, "interval", "interval");
  for (guint i = 0; i < G_N_ELEMENTS (zone); i++)
    assert_has (entries, "zone", zone[i]);
  for (guint i = 0; i < G_N_ELEMENTS (ranking); i++)
    assert_has (entries, "ranking", ranking[i]);
}

/* Every loss has an entry that names its reference; there are no others. */
static void
test_losses (void)
{
  g_autoptr (GPtrArray) entries = load ();
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const LimenLossType *types = limen_loss_types_get (&n);

  g_hash_table_add (keys, (gpointer) "combined");
  for (gsize i = 0; i < n; i++)
    {
      const char *key = types[i].keys[LIMEN_REDUCTION_MEAN];
      const char *reference = types[i].reference;
      const LimenHelpEntry *entry = find (entries, "loss", key);
      g_autofree char *source
          = reference != NULL && g_str_has_prefix (reference, "PyTorch's ")
                ? g_strconcat ("as ", reference, NULL)
                : g_strdup (reference);

      assert_has (entries, "loss", key);
      g_test_message ("%s", key);
      g_assert_cmpstr (entry->source, ==, source);
      g_hash_table_add (keys, (gpointer) key);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_has_prefix (entry->key, "loss/"))
        g_assert_true (
            g_hash_table_contains (keys, entry->key + strlen ("loss/")));
    }
}

static void
test_parsing (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GError) error = NULL;
  const LimenHelpEntry *entry;

  limen_help_entries_parse (HELP (ENTRY (PARTS LAST)), -1, entries, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->key, ==, "x/n");
  g_assert_cmpstr (entry->section, ==, "X");
  g_assert_cmpstr (entry->source, ==, "S");
  g_assert_cmpstr (entry->parts[LIMEN_HELP_FORMULA], ==, "c\nd");
  g_assert_cmpstr (entry->parts[LIMEN_HELP_CONVENTION], ==, "e f");
}

static void
test_broken (void)
{
  static const char *const texts[]
      = { "",
          "<help",
          "<other/>",
          "<help title='X'/>",
          HELP ("<other/>"),
          HELP ("<entry name='n'>" PARTS LAST "</entry>"),
          HELP (ENTRY (PARTS)),
          HELP (ENTRY (PARTS "<misleads> </misleads>")),
          HELP (ENTRY (PARTS LAST LAST)),
          HELP (ENTRY (PARTS "<misleads><b>g</b></misleads>")),
          HELP (ENTRY (PARTS LAST "<other>h</other>")),
          HELP (ENTRY (PARTS "<misleads source='S'>g</misleads>")),
          HELP (ENTRY (PARTS LAST) ENTRY (PARTS LAST)) };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) entries = new_entries ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_false (
          limen_help_entries_parse (texts[i], -1, entries, &error));
      g_assert_nonnull (error);
    }
}

static void
test_matching (void)
{
  g_autoptr (GPtrArray) entries = load ();
  const LimenHelpEntry *recall = find (entries, "metric", "recall");

  g_assert_true (limen_help_entry_matches (recall, ""));
  g_assert_true (limen_help_entry_matches (recall, "SENSI"));
  g_assert_true (limen_help_entry_matches (recall, "rate positive "));
  g_assert_false (limen_help_entry_matches (recall, "recall negative"));
}

/* A file with white space and entities that the built-in ones lack. */
#define ODD                                                                   \
  "<help section='x' title='X &amp; Y'><entry name='n' title='N'>"            \
  "<shows>\n  One &lt; two;\n\n  three  \"four\".\n</shows><read>b</read>"    \
  "<formula>\n  with &lt; words\n  c  d\n</formula>"                          \
  "<convention>e</convention><misleads>g</misleads></entry></help>"

/* Makes a catalog in which each text of the help is translated by a mark in
 * front of it, and of each of its lines, in a folder of its own. */
static const char *
make_catalog (void)
{
  const char *folder = test_get_folder ();
  g_autofree char *source = test_get_source_path ("..");
  g_autofree char *odd = test_write_file ("odd.xml", ODD, -1);
  g_autofree char *command = g_strdup_printf (
      "cd '%s' && mkdir -p '%s/de/LC_MESSAGES'"
      " && export LC_ALL=C.UTF-8 GETTEXTDATADIRS=$PWD/po"
      " && xgettext --from-code=UTF-8 -o - data/help/*.xml '%s'"
      " | msgen --lang=de - | msgfilter --keep-header sed 's/[^ ]/@&/'"
      " | msgfmt -o '%s/de/LC_MESSAGES/limen.mo' -",
      source, folder, odd, folder);
  const char *arguments[] = { "sh", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return folder;
}

static gboolean
has_words (const char *text)
{
  return g_regex_match_simple ("[a-z]{4}", text, 0, 0);
}

static void
assert_translated (const LimenHelpEntry *entry)
{
  g_test_message ("%s", entry->key);
  g_assert_true (g_str_has_prefix (entry->section, "@"));
  g_assert_true (g_str_has_prefix (entry->title, "@"));
  for (guint i = 0; i < LIMEN_N_HELP_PARTS; i++)
    g_assert_true (
        g_str_has_prefix (entry->parts[i], "@")
        == (i != LIMEN_HELP_FORMULA || has_words (entry->parts[i])));
  g_assert_true (entry->source == NULL
                 || g_str_has_prefix (entry->source, "@"));
}

static void
assert_odd_translated (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GError) error = NULL;
  const LimenHelpEntry *entry;

  limen_help_entries_parse (ODD, -1, entries, &error);
  g_assert_no_error (error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->section, ==, "@X & Y");
  g_assert_cmpstr (entry->parts[LIMEN_HELP_SHOWS], ==,
                   "@One < two; three \"four\".");
  g_assert_cmpstr (entry->parts[LIMEN_HELP_FORMULA], ==,
                   "@with < words\n@c  d");
}

/* Every text that xgettext takes out of the help files is one that is looked
 * up; names are searched in both languages. */
static void
test_translations (void)
{
  g_autoptr (GPtrArray) entries = NULL;
  const LimenHelpEntry *recall;

  bindtextdomain ("limen", make_catalog ());
  bind_textdomain_codeset ("limen", "UTF-8");
  textdomain ("limen");
  g_setenv ("LANGUAGE", "de", TRUE);
  if (setlocale (LC_MESSAGES, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("de_DE.UTF-8 is not installed");
      return;
    }
  entries = load ();
  for (guint i = 0; i < entries->len; i++)
    assert_translated (g_ptr_array_index (entries, i));
  recall = find (entries, "metric", "recall");
  g_assert_true (limen_help_entry_matches (recall, "@Recall sensitivity"));
  g_assert_true (limen_help_entry_matches (recall, "@sensitivity hit"));
  assert_odd_translated ();
  setlocale (LC_MESSAGES, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help-entries/parts", test_parts);
  g_test_add_func ("/help-entries/metrics", test_metrics);
  g_test_add_func ("/help-entries/figures", test_figures);
  g_test_add_func ("/help-entries/numbers", test_numbers);
  g_test_add_func ("/help-entries/losses", test_losses);
  g_test_add_func ("/help-entries/parsing", test_parsing);
  g_test_add_func ("/help-entries/broken", test_broken);
  g_test_add_func ("/help-entries/matching", test_matching);
  g_test_add_func ("/help-entries/translations", test_translations);
  return g_test_run ();
}
