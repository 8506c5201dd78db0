#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "preview.h"
#include "reading-memory.h"
#include "recall.h"
#include "support.h"
#include "table-error.h"

static char *
get_store (void)
{
  return g_build_filename (g_get_user_data_dir (), "limen", "columns.ini",
                           NULL);
}

static void
write_store (const char *text)
{
  g_autofree char *path = get_store ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
remove_store (void)
{
  g_autofree char *path = get_store ();

  g_remove (path);
}

static GStrv
split (const char *list)
{
  return g_strsplit (list, "|", -1);
}

/* Options of each type, with texts that a key file must not take for its own
 * signs. */
static LimenReadOptions *
new_options (void)
{
  LimenReadOptions *options = limen_read_options_new ();

  options->labels = split ("y; true|\\y|a,b");
  options->scores = split (" p |p\xff|\xc3\xa4\n[x]=1");
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
  options->ignored = split ("3|");
  options->mapped = split ("p=a=b|x;y=c");
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

static LimenReadOptions *
from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (
      g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL));
  return limen_read_options_parse (file, "g", error);
}

/* What is written is read again, to the byte. */
static void
test_round_trip (void)
{
  g_autoptr (LimenReadOptions) options = new_options ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autofree char *text = to_text (options);
  g_autofree char *empty = to_text (nothing);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenReadOptions) read = from_text (text, &error);
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

/* A group that holds anything else is not taken in part. */
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
      g_assert_null (from_text (texts[i], &error));
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
  options->labels = split ("y");
  options->scores = split ("p 1|it's");
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
  options->scores = split ("p0|p1|p2|p3|p4|p5|p6|p7|p8");
  many = limen_read_options_describe_roles (options);
  g_assert_nonnull (
      strstr (many, "--score p0 \342\200\246 (9) --score p8 --weight"));
}

/* What is said stays; what is not is taken from the other options. */
static void
test_fill (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) other = new_options ();

  g_assert_false (limen_read_options_has_roles (options));
  options->skip_bad_rows = TRUE;
  g_assert_false (limen_read_options_has_roles (options));
  options->scores = split ("q");
  options->weight = g_strdup ("w");
  options->no_predicted = TRUE;
  options->kind = LIMEN_KIND_SCORE; /* left over, and not said */
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

/* A header is its names in order, and what stands between them. */
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

  options->labels = split (label);
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

/* The last word counts; nobody else can read it. */
static void
test_store (void)
{
  g_autofree char *path = get_store ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  remove_store ();
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

/* Of many headers, those used last are kept. */
static void
test_bound (void)
{
  remove_store ();
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

/* The longest name of a label column with which an entry is stored. */
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

/* As many entries as there may be, each as long as one may be, are kept. */
static void
test_longest (void)
{
  g_autofree char *key = make_key ("label,score\n1,0.5\n0,0.25\n", NULL);
  g_autofree char *longest = NULL, *text = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  remove_store ();
  longest = make_longest (key);
  options->labels = split (longest);
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
  remove_store ();
}

static void
assert_not_stored (const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (limen_reading_memory_store ("k", options, &error));
  g_assert_nonnull (error);
  g_assert_null (strchr (error->message, '\n'));
}

/* What cannot be read counts as nothing, and is written afresh; what cannot be
 * written is an error of one sentence. */
static void
test_trouble (void)
{
  g_autofree char *path = get_store ();
  g_autofree char *huge = g_strnfill (70000, 'n');
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  write_store ("[k\nlabel");
  assert_found ("k", NULL);
  store ("k", "y");
  assert_found ("k", "y");
  write_store ("[k]\nlabel=y\nlater-option=1\n");
  g_assert_null (limen_reading_memory_find ("k"));
  store ("k", "y");
  options->labels = split (huge);
  assert_not_stored (options);
  assert_found ("k", "y");

  g_strfreev (options->labels);
  options->labels = split ("y");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_not_stored (options);
  assert_found ("k", NULL);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* Reading */

#define HEADER "id,x,y,p,q\n"
#define ROWS "1,1,0,0.25,0.5\n2,0,1,0.75,0.125\n3,1,1,0.5,0.25\n"
#define OTHER_ROWS "4,0,1,0.5,0.75\n5,0,0,0.125,0.5\n6,1,0,0.5,0.5\n"

static LimenDataset *
read_path (const char *path, const LimenReadOptions *options,
           LimenReadOptions **recalled, GError **error)
{
  *recalled = limen_recall_find (path, options, NULL);
  return limen_recall_read (path, recalled, options, NULL, NULL, NULL, error);
}

/* Reads a file with options that are kept. */
static LimenReadOptions *
keep (const char *name, const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file (name, text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenReadOptions *kept;

  g_assert_no_error (error);
  kept = limen_recall_keep (dataset, options, &error);
  g_assert_no_error (error);
  return kept;
}

static const LimenFinding *
find_finding (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}

/* Columns that were said by number, and those that were found out, are kept by
 * name; what is about single rows is not. */
static void
test_recall (void)
{
  g_autoptr (LimenReadOptions) said = limen_read_options_new ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL;
  g_autofree char *path = NULL, *roles = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  const LimenFinding *finding;

  remove_store ();
  said->labels = split ("3");
  said->scores = split ("5");
  said->has_kind = TRUE;
  said->kind = LIMEN_KIND_SCORE;
  said->skip_bad_rows = TRUE;
  kept = keep ("october.csv", HEADER ROWS, said);
  roles = limen_read_options_describe_roles (kept);
  g_assert_cmpstr (roles, ==, "--label y --score q --kind score");
  g_assert_cmpstr (kept->like, ==, "october.csv");
  g_assert_false (kept->skip_bad_rows);

  path = test_write_file ("november.csv", HEADER OTHER_ROWS, -1);
  dataset = read_path (path, nothing, &recalled, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==, "y");
  g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==, "q");
  g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                   LIMEN_KIND_SCORE);
  g_assert_cmpstr (limen_dataset_get_like (dataset), ==, "october.csv");
  finding = find_finding (dataset, "read-like");
  g_assert_nonnull (finding);
  g_assert_true (g_regex_match_simple (
      "^Read like october\\.csv \\(\\d{4}-\\d\\d-\\d\\d\\): --label y --score "
      "q --kind score$",
      finding->message, 0, 0));
}

/* A role that was found out is kept with what was said; a guess of which
 * nothing was said is none. */
static void
test_settled (void)
{
  g_autoptr (LimenReadOptions) said = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL;
  g_autofree char *roles = NULL;

  said->positive = g_strdup ("0");
  kept = keep ("october.csv", "id,label,prob\n1,0,0.5\n2,1,0.25\n", said);
  roles = limen_read_options_describe_roles (kept);
  g_assert_cmpstr (roles, ==, "--label label --score prob --positive 0");
}

typedef struct
{
  const char *said;   /* options of a key file */
  const char *first;  /* the file that they are kept of */
  const char *second; /* with the same header */
  const char *reason; /* NULL: they fit */
} Fit;

/* What the contents contradict is not taken, and that is said. */
static void
test_misfit (void)
{
  static const Fit cases[] = {
    { "positive=yes", "label,prob\nyes,0.5\nno,0.25\n",
      "label,prob\n1,0.5\n0,0.25\n", "\"yes\" is to be positive" },
    { "positive=yes", "label,prob\nyes,0.5\nno,0.25\n",
      "label,prob\nyes,0.75\nno,0.5\n", NULL },
    { "undo=percent", "label,prob\n1,50\n0,25\n",
      "label,prob\n1,0.5\n0,0.25\n", "no percentages" },
    { "undo=percent", "label,prob\n1,50\n0,25\n",
      "label,prob\n1,0.5\n0,2\n", NULL },
    { "kind=logit", "label,prob\n1,2\n0,-1\n",
      "label,prob\n1,0.5\n0,0.25\n", "no logits" },
    { "kind=logit", "label,prob\n1,2\n0,-1\n",
      "label,prob\n1,0.5\n0,-0.25\n", NULL },
    { "kind=probability", "label,prob\n1,0.5\n0,0.25\n",
      "label,prob\n1,3\n0,-2.5\n", "3" },
    { "task=binary", "label,prob,pred\n1,0.5,1\n0,0.25,1\n",
      "label,prob,pred\na,0.5,a\nb,0.25,a\nc,0.75,c\n", "label" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("[g]\n", cases[i].said, "\n", NULL);
      g_autoptr (LimenReadOptions) said = from_text (text, NULL);
      g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
      g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL;
      g_autofree char *path = NULL;
      g_autoptr (LimenDataset) dataset = NULL;
      g_autoptr (GError) error = NULL;
      const LimenFinding *finding;

      remove_store ();
      kept = keep ("first.csv", cases[i].first, said);
      path = test_write_file ("second.csv", cases[i].second, -1);
      dataset = read_path (path, nothing, &recalled, &error);
      g_assert_no_error (error);
      g_test_message ("%s, %s", cases[i].said, cases[i].second);
      finding = find_finding (dataset, cases[i].reason != NULL
                                           ? "not-read-like"
                                           : "read-like");
      g_assert_nonnull (finding);
      if (cases[i].reason == NULL)
        continue;
      g_assert_null (limen_dataset_get_like (dataset));
      g_assert_nonnull (recalled->misfit);
      g_assert_cmpint (finding->severity, ==, LIMEN_SEVERITY_WARNING);
      g_assert_nonnull (strstr (finding->message, "first.csv"));
      g_assert_nonnull (strstr (finding->message, cases[i].reason));
      g_assert_null (strstr (finding->message, path));
    }
}

/* Columns that are not clear without what is remembered are taken from there,
 * and only what the contents contradict is not; unless it was said. */
static void
test_part (void)
{
  static const Fit cases[] = {
    { "undo=percent\nkind=probability", "foo,bar,baz\n0,62,74\n1,74,92\n",
      "foo,bar,baz\n0,0.8,0.94\n1,0.03,0.47\n", "no percentages" },
    { "kind=logit", "foo,bar,baz\n0,-6,7.5\n1,4,9\n",
      "foo,bar,baz\n0,0.8,0.94\n1,0.03,0.47\n", "no logits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (
          "[g]\nlabel=foo\nscore=bar\n", cases[i].said, "\n", NULL);
      g_autoptr (LimenReadOptions) said = from_text (text, NULL);
      g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
      g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL, all = NULL;
      g_autofree char *path = NULL, *roles = NULL;
      g_autoptr (LimenDataset) dataset = NULL, as_said = NULL;
      g_autoptr (GError) error = NULL;
      const LimenFinding *finding;

      remove_store ();
      kept = keep ("first.csv", cases[i].first, said);
      path = test_write_file ("second.csv", cases[i].second, -1);
      dataset = read_path (path, nothing, &recalled, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==,
                       "foo");
      g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==,
                       "bar");
      g_assert_cmpfloat (limen_dataset_get_predictions (dataset)->scores[0][0],
                         ==, 0.8);
      g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                       LIMEN_KIND_PROBABILITY);
      roles = limen_read_options_describe_roles (recalled);
      g_assert_cmpstr (roles, ==, "--label foo --score bar");
      g_assert_cmpstr (limen_dataset_get_like (dataset), ==, "first.csv");
      finding = find_finding (dataset, "not-read-like");
      g_assert_nonnull (finding);
      g_assert_nonnull (strstr (finding->message, cases[i].reason));
      g_assert_null (strstr (finding->message, "told by their names"));

      nothing->has_undo = said->has_undo;
      nothing->undo = said->undo;
      nothing->has_kind = said->has_kind;
      nothing->kind = said->kind;
      as_said = read_path (path, nothing, &all, &error);
      g_assert_no_error (error);
      g_assert_null (find_finding (as_said, "not-read-like"));
      g_assert_cmpint (limen_dataset_get_predictions (as_said)->kind, ==,
                       said->kind);
    }
}

/* One bad row is mended or skipped; other columns are not taken for it. */
static void
test_bad_row (void)
{
  g_autoptr (LimenReadOptions) said = limen_read_options_new ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  remove_store ();
  said->labels = split ("label");
  said->scores = split ("other");
  kept = keep ("october.csv", "label,prob,other\n1,0.5,0.75\n0,0.25,0.5\n",
               said);
  path = test_write_file ("november.csv",
                          "label,prob,other\n1,0.5,0.75\n0,0.25,x\n", -1);
  dataset = read_path (path, nothing, &recalled, &error);
  g_assert_null (dataset);
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message, "column \"other\""));
  g_assert_cmpstr (recalled->like, ==, "october.csv");
}

/* Without a header nothing tells one file from another. */
static void
test_no_header (void)
{
  g_autoptr (LimenReadOptions) said = limen_read_options_new ();
  g_autofree char *path
      = test_write_file ("plain.csv", "1,0.5\n0,0.25\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;

  remove_store ();
  said->positive = g_strdup ("0");
  dataset = limen_dataset_read (path, said, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (limen_dataset_get_header_key (dataset));
  g_assert_null (limen_recall_keep (dataset, said, &error));
  g_assert_nonnull (strstr (error->message, "no header"));
  g_assert_true (limen_reading_memory_is_empty ());
}

typedef struct
{
  const char *like, *text; /* two files */
  const char *said;        /* of the second */
  const char *expected;    /* roles, or a part of the error */
} Alike;

/* Another file's columns are found by their names, wherever they stand. */
static void
test_like (void)
{
  static const Alike cases[] = {
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n",
      "prob,x,label\n0.5,1,0\n0.25,2,1\n", "",
      "--label label --score prob" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n",
      "prob,x,label\n0.5,1,0\n0.25,2,1\n", "score=x\nkind=score\n",
      "--label label --score x --kind score" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n", "y,x\n0,0.5\n1,0.25\n", "",
      "input.csv: to be read like like.csv it needs the columns \"label\", "
      "\"prob\", and there are no such columns; the columns are \"y\", "
      "\"x\"" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n", "y,prob\n0,0.5\n1,0.25\n", "",
      "needs the column \"label\", and there is no such column" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n", "y,prob\n0,0.5\n1,0.25\n",
      "label=y\n", "--label y --score prob" },
    /* a number is a place only among the same columns */
    { "1,0.5\n0,0.25\n", "1,0.75\n0,0.5\n", "", "--label 1 --score 2" },
    { "1,0.5\n0,0.25\n", "x,1,0.75\ny,0,0.5\n", "",
      "has no name of its own" },
    { "1,0.5\n0,0.25\n", "label,prob\n1,0.75\n0,0.5\n", "",
      "column 2 of like.csv has no name of its own" },
    { "a,b,c\n0,0.1,0.2\n1,0.4,0.7\n", "label,prob\n1,0.75\n0,0.5\n", "",
      "like.csv: " },
  };

  remove_store ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said_text = g_strconcat ("[g]\n", cases[i].said, NULL);
      g_autoptr (LimenReadOptions) said = from_text (said_text, NULL);
      g_autofree char *like = test_write_file ("like.csv", cases[i].like, -1);
      g_autofree char *path = test_write_file ("input.csv", cases[i].text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenReadOptions) found
          = limen_recall_find_like (path, like, said, NULL, &error);
      g_autofree char *result
          = found != NULL ? limen_read_options_describe_roles (found)
                          : g_strdup (error->message);

      if (strstr (result, cases[i].expected) == NULL)
        g_error ("no \"%s\" in \"%s\"", cases[i].expected, result);
      if (found != NULL)
        g_assert_cmpstr (found->like, ==, "like.csv");
    }
}

/* What is remembered of the other file's header comes before its guess. */
static void
test_like_remembered (void)
{
  g_autoptr (LimenReadOptions) said = limen_read_options_new ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL, found = NULL;
  g_autofree char *like = NULL, *path = NULL, *roles = NULL;
  g_autoptr (GError) error = NULL;

  remove_store ();
  said->labels = split ("y");
  said->scores = split ("q");
  kept = keep ("september.csv", HEADER ROWS, said);
  like = test_write_file ("october.csv", HEADER OTHER_ROWS, -1);
  path = test_write_file ("input.csv", "q,y\n0.5,1\n0.25,0\n", -1);
  found = limen_recall_find_like (path, like, nothing, NULL, &error);
  g_assert_no_error (error);
  roles = limen_read_options_describe_roles (found);
  g_assert_cmpstr (roles, ==, "--label y --score q");
  g_assert_cmpstr (found->like, ==, "october.csv");
  g_assert_nonnull (found->like_date);
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
  g_test_add_func ("/reading-memory/trouble", test_trouble);
  g_test_add_func ("/reading-memory/recall", test_recall);
  g_test_add_func ("/reading-memory/settled", test_settled);
  g_test_add_func ("/reading-memory/misfit", test_misfit);
  g_test_add_func ("/reading-memory/part", test_part);
  g_test_add_func ("/reading-memory/bad-row", test_bad_row);
  g_test_add_func ("/reading-memory/no-header", test_no_header);
  g_test_add_func ("/reading-memory/like", test_like);
  g_test_add_func ("/reading-memory/like-remembered", test_like_remembered);
  return g_test_run ();
}
