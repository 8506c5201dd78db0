/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "preview.h"
#include "reading-memory.h"
#include "stored-options.h"
#include "support.h"

static void
write_store (const char *text)
{
  g_autofree char *path = stored_options_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Options of every type, with texts that contain special characters of key
 * files. */
static LimenReadOptions *
new_options (void)
{
  LimenReadOptions *options = limen_read_options_new ();

  options->labels = stored_options_split ("y; true|\\y|a,b");
  options->scores = stored_options_split (" p |p\xff|\xc3\xa4\n[x]=1");
  options->predicted = g_strdup ("#pred");
  options->variance = g_strdup ("var");
  options->no_weight = TRUE;
  options->fp_cost = g_strdup ("fp");
  options->fn_cost = g_strdup ("");
  options->group = g_strdup ("none");
  options->has_task = options->has_kind = options->has_undo = TRUE;
  options->task = LIMEN_TASK_MULTICLASS;
  options->kind = LIMEN_KIND_LOGIT;
  options->undo = LIMEN_UNDO_SOFTMAX;
  options->positive = g_strdup ("ja;nein");
  options->ignored = stored_options_split ("3|");
  options->mapped = stored_options_split ("p=a=b|x;y=c");
  options->delimiter = ';';
  options->no_header = options->skip_bad_rows = TRUE;
  options->skip_bad_cells = TRUE;
  options->like = g_strdup ("october.csv");
  options->like_date = g_strdup ("2026-10-01");
  return options;
}

static char *
to_text (const LimenReadOptions *options)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  limen_read_options_write (options, file, "g");
  return g_key_file_to_data (file, NULL, NULL);
}

/* Options are read back byte for byte. */
static void
test_round_trip (void)
{
  g_autoptr (LimenReadOptions) options = new_options ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autofree char *text = to_text (options);
  g_autofree char *empty = to_text (nothing);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenReadOptions) read = stored_options_parse (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstrv (read->labels, options->labels);
  g_assert_cmpstrv (read->scores, options->scores);
  g_assert_cmpstr (read->predicted, ==, "#pred");
  g_assert_cmpstr (read->variance, ==, "var");
  g_assert_null (read->weight);
  g_assert_true (read->no_weight);
  g_assert_false (read->no_predicted);
  g_assert_cmpstr (read->fp_cost, ==, "fp");
  g_assert_cmpstr (read->fn_cost, ==, "");
  g_assert_cmpstr (read->group, ==, "none");
  g_assert_true (read->has_task && read->has_kind && read->has_undo);
  g_assert_cmpint (read->task, ==, LIMEN_TASK_MULTICLASS);
  g_assert_cmpint (read->kind, ==, LIMEN_KIND_LOGIT);
  g_assert_cmpint (read->undo, ==, LIMEN_UNDO_SOFTMAX);
  g_assert_cmpstr (read->positive, ==, "ja;nein");
  g_assert_cmpstrv (read->ignored, options->ignored);
  g_assert_cmpstrv (read->mapped, options->mapped);
  g_assert_cmpint (read->delimiter, ==, ';');
  g_assert_true (read->no_header && read->skip_bad_rows);
  g_assert_true (read->skip_bad_cells);
  g_assert_cmpstr (read->like, ==, "october.csv");
  g_assert_cmpstr (read->like_date, ==, "2026-10-01");
  again = to_text (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_nonnull (strstr (text, "\xc3\xa4"));
  g_assert_cmpstr (empty, ==, "");
}

/* A group with an unknown key is rejected as a whole. */
static void
test_unknown (void)
{
  static const char *const texts[] = {
    "[g]\nlabel=y\nlater-option=1\n",
    "[g]\nlabel=y\nkind=odds\n",
    "[g]\nlabel=y\nno-label=true\n",
    "[g]\nweight=w\nno-weight=true\n",
    "[g]\ndelimiter=ab\n",
    "[g]\nno-header=maybe\n",
    "[g]\nlabel=\n",
    "[h]\nlabel=y\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (stored_options_parse (texts[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_describe (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *nothing = limen_read_options_describe_roles (options);
  g_autofree char *like = NULL, *text = NULL, *many = NULL;

  g_assert_cmpstr (nothing, ==, "");
  g_assert_null (limen_read_options_describe_like (options));
  options->labels = stored_options_split ("y");
  options->scores = stored_options_split ("p 1|it's");
  options->no_weight = TRUE;
  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_LOG_PROBABILITY;
  options->positive = g_strdup ("");
  options->skip_bad_rows = TRUE;
  options->like = g_strdup ("a\nb");
  text = limen_read_options_describe_roles (options);
  g_assert_cmpstr (text, ==,
                   "--label y --score 'p 1' --score 'it'\\''s' --weight none "
                   "--kind log-probability --positive ''");
  like = limen_read_options_describe_like (options);
  g_assert_null (strchr (like, '\n'));
  g_strfreev (options->scores);
  options->scores = stored_options_split ("p0|p1|p2|p3|p4|p5|p6|p7|p8");
  many = limen_read_options_describe_roles (options);
  g_assert_nonnull (
      strstr (many, "--score p0 \342\200\246 (9) --score p8 --weight"));
}

/* Given options stay; the others are filled in. */
static void
test_fill (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) other = new_options ();

  g_assert_false (limen_read_options_has_roles (options));
  options->skip_bad_rows = TRUE;
  g_assert_false (limen_read_options_has_roles (options));
  options->scores = stored_options_split ("q");
  options->weight = g_strdup ("w");
  options->no_predicted = TRUE;
  options->kind = LIMEN_KIND_SCORE; /* a leftover that was not given */
  g_assert_true (limen_read_options_has_roles (options));
  limen_read_options_fill (options, other);
  g_assert_cmpstrv (options->labels, other->labels);
  g_assert_cmpstr (options->scores[0], ==, "q");
  g_assert_cmpstr (options->weight, ==, "w");
  g_assert_false (options->no_weight);
  g_assert_null (options->predicted);
  g_assert_cmpint (options->kind, ==, LIMEN_KIND_LOGIT);
  limen_read_options_keep_roles (options);
  g_assert_cmpint (options->delimiter, ==, 0);
  g_assert_false (options->skip_bad_rows || options->no_header);
  g_assert_null (options->like);
  limen_read_options_leave_out (other, options);
  g_assert_false (limen_read_options_has_roles (other));
}

static char *
make_key (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("key.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenPreview) preview
      = limen_preview_read (path, options, 0, NULL, &error);

  g_assert_no_error (error);
  return limen_reading_memory_make_key (preview->sample);
}

/* The key of a header depends on the names, their order and the delimiter. */
static void
test_key (void)
{
  static const char *const others[] = {
    "score,label\n0.5,1\n0.25,0\n",    "label;score\n1;0.5\n0;0.25\n",
    "label,scor\n1,0.5\n0,0.25\n",     "labels,core\n1,0.5\n0,0.25\n",
    "label,score,x\n1,0.5,a\n0,0.25,b\n", "Label,score\n1,0.5\n0,0.25\n",
  };
  g_autofree char *key = make_key ("label,score\n1,0.5\n0,0.25\n", NULL);
  g_autofree char *same
      = make_key ("\xef\xbb\xbf\"label\",score\r\n3,9\r\n4,8\r\n", NULL);

  g_assert_cmpuint (strlen (key), ==, 64);
  g_assert_cmpstr (same, ==, key);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = make_key (others[i], NULL);

      g_assert_nonnull (other);
      g_assert_cmpstr (other, !=, key);
    }
  g_assert_null (make_key ("1,0.5\n0,0.25\n", NULL));
}

static void
store (const char *key, const char *label)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  options->labels = stored_options_split (label);
  g_assert_true (limen_reading_memory_store (key, options, &error));
  g_assert_no_error (error);
}

static void
assert_found (const char *key, const char *label)
{
  g_autoptr (LimenReadOptions) options = limen_reading_memory_find (key);

  g_assert_cmpint (limen_reading_memory_has (key), ==, label != NULL);
  if (label == NULL)
    g_assert_null (options);
  else
    g_assert_cmpstr (options->labels[0], ==, label);
}

/* The last options win; the file is private to the user. */
static void
test_store (void)
{
  g_autofree char *path = stored_options_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  stored_options_remove ();
  g_assert_true (limen_reading_memory_is_empty ());
  assert_found ("a", NULL);
  store ("a", "y");
  store ("b", "z");
  store ("a", "x");
  assert_found ("a", "x");
  assert_found ("b", "z");
  g_assert_false (limen_reading_memory_is_empty ());
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_true (limen_reading_memory_forget ("a", &error));
  g_assert_true (limen_reading_memory_forget ("never", &error));
  assert_found ("a", NULL);
  assert_found ("b", "z");
}

/* Of many headers, the most recently used are kept. */
static void
test_bound (void)
{
  stored_options_remove ();
  for (int i = 0; i < 203; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i);

      store (key, "y");
      assert_found ("k0", "y");
    }
  assert_found ("k1", NULL);
  assert_found ("k3", NULL);
  assert_found ("k4", "y");
  assert_found ("k202", "y");
}

/* The length of the longest column name with which an entry is stored. */
static char *
make_longest (const char *key)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  gboolean is_stored;

  options->labels = g_new0 (char *, 2);
  options->labels[0] = g_strnfill (64 * 1024, 'n');
  do
    {
      options->labels[0][strlen (options->labels[0]) - 1] = '\0';
      is_stored = limen_reading_memory_store (key, options, NULL);
    }
  while (!is_stored);
  return g_strdup (options->labels[0]);
}

/* The maximum number of entries of maximum size is kept. */
static void
test_longest (void)
{
  g_autofree char *key = make_key ("label,score\n1,0.5\n0,0.25\n", NULL);
  g_autofree char *longest = NULL, *text = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  stored_options_remove ();
  longest = make_longest (key);
  options->labels = stored_options_split (longest);
  for (int i = 0; i < 200; i++)
    {
      g_autofree char *other = g_strdup_printf ("%03d%s", i, key + 3);

      limen_read_options_write (options, file, other);
    }
  text = g_key_file_to_data (file, NULL, NULL);
  write_store (text);
  store (key, "y");
  assert_found (key, "y");
  memcpy (key, "199", 3);
  assert_found (key, longest);
  stored_options_remove ();
}

static void
assert_not_stored (const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (limen_reading_memory_store ("k", options, &error));
  g_assert_nonnull (error);
  g_assert_null (strchr (error->message, '\n'));
}

/* A file that cannot be read counts as empty and is replaced; failing to write
 * it is an error of one sentence. */
static void
test_unreadable (void)
{
  g_autofree char *path = stored_options_get_path ();
  g_autofree char *huge = g_strnfill (70000, 'n');
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  write_store ("[k\nlabel");
  assert_found ("k", NULL);
  store ("k", "y");
  assert_found ("k", "y");
  write_store ("[k]\nlabel=y\nlater-option=1\n");
  g_assert_null (limen_reading_memory_find ("k"));
  store ("k", "y");
  options->labels = stored_options_split (huge);
  assert_not_stored (options);
  assert_found ("k", "y");

  g_strfreev (options->labels);
  options->labels = stored_options_split ("y");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_not_stored (options);
  assert_found ("k", NULL);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_build_filename (test_get_folder (), "data", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading-memory/round-trip", test_round_trip);
  g_test_add_func ("/reading-memory/unknown", test_unknown);
  g_test_add_func ("/reading-memory/describe", test_describe);
  g_test_add_func ("/reading-memory/fill", test_fill);
  g_test_add_func ("/reading-memory/key", test_key);
  g_test_add_func ("/reading-memory/store", test_store);
  g_test_add_func ("/reading-memory/bound", test_bound);
  g_test_add_func ("/reading-memory/longest", test_longest);
  g_test_add_func ("/reading-memory/unreadable", test_unreadable);
  return g_test_run ();
}
