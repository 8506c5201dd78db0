/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "application.h"
#include "control-table.h"
#include "support.h"
#include "window-labels.h"

/* A file to open: a sample, or one with this text. */
typedef struct
{
  const char *name;
  const char *sample;
  const char *text;
  double (*change) (double score); /* applied to each score, or NULL */
} Stage;

static double
reverse (double score)
{
  return 1 - score;
}

static double
to_percent (double score)
{
  return 100 * score;
}

static double
to_logit (double score)
{
  return log (score / (1 - score));
}

static double
sharpen (double score)
{
  return score < 0.5 ? 0.001 + 0.001 * score : 0.998 + 0.001 * score;
}

static double
squash (double score)
{
  return 1 / (1 + exp (-score));
}

#define N_ROWS 60
#define DOUBLE_CLICK_TIME 5000 /* ms, long enough for a busy machine */

static const Stage stages[] = {
  { "welcome", NULL, NULL },
  { "scores", NULL, NULL },
  { "classes", NULL, NULL },
  { "mapped", NULL, NULL },
  { "traits", "digit-traits.csv", NULL },
  { "eights", "eights.csv", NULL },
  { "tumours", "tumours.csv", NULL },
  { "decisions", NULL, "label,decision\n0,0\n0,1\n1,1\n1,1\n0,0\n1,0\n" },
  { "costs", NULL, "label,prob,paid\n0,0.1,1\n0,0.7,1\n1,0.4,25\n1,0.8,2\n" },
  { "logits", NULL, "label,output\n0,-3.5\n1,2.5\n0,1.5\n1,4\n0,-1\n1,3\n" },
  { "rare", NULL, NULL },
  { "bad", NULL, "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n1,x\n" },
  { "reversed", NULL, NULL, reverse },
  { "percentages", NULL, NULL, to_percent },
  { "plain", NULL, NULL, to_logit },
  { "squashed", NULL, NULL, squash },
  { "logarithms", NULL, NULL, log },
  { "sharpened", NULL, NULL, sharpen },
  { "uneven", NULL,
    "label,prob_a,prob_b,prob_c\na,0.6,0.3,0.1\na,0.2,0.5,0.3\nb,0.3,0.6,0.1\n"
    "b,0.1,0.8,0.1\nb,0.3,0.2,0.5\nb,0.2,0.7,0.1\nc,0.1,0.2,0.7\nc,0.2,0.1,0."
    "7\n"
    "b,0.5,0.4,0.1\n" },
  { "renamed", NULL,
    "label,x,y,z\na,0.6,0.3,0.1\na,0.5,0.3,0.2\nb,0.3,0.6,0.1\nc,0.1,0.2,0."
    "7\n" },
  { "gaps", NULL,
    "label_a,label_b,prob_a,prob_b\n0,1,0.2,0.7\n1,,0.6,0.4\n1,0,0.8,0.3\n"
    "0,1,0.3,0.9\n0,0,0.4,0.1\n" },
  { "large", NULL, NULL },
  { "labelled", NULL, "id,prob\na,0.9\nb,0.2\nc,0.4\nd,0.6\n" },
  { "mislabelled", NULL, "id,prob\na,0.9\nb,0.2\nc,0.4\nd,x\n" },
  { "shapes", NULL,
    "label,prob\n0,0.1\n0,0.4\n1,0.3\n1,0.8\n?,0.5\n?,0.7\n2,0.6\n" },
  { "columns", NULL, "a,b,c\n0,0.1,0.2\n0,0.4,0.1\n1,0.4,0.7\n1,0.8,0.6\n" },
};

static GtkApplication *application;

static const Stage *
find_stage (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stages[i].name, name))
      return &stages[i];
  g_error ("no stage is called %s", name);
}

/* Scores from 0 to 1 that mostly separate the classes. */
static char *
make_scores (double (*change) (double score))
{
  GString *text = g_string_new ("label,prob\n");

  for (int i = 0; i < N_ROWS; i++)
    {
      int place = i * 37 % N_ROWS;
      gboolean is_positive = (place > N_ROWS / 2) != (i % 7 == 3);

      double score = (place * 16 + 20) / 1000.0;

      g_string_append_printf (text, "%d,%.6g\n", is_positive,
                              change != NULL ? change (score) : score);
    }
  return g_string_free (text, FALSE);
}

/* Probabilities of a, b and c; every fifth row is predicted wrongly. */
static char *
make_classes (void)
{
  GString *text = g_string_new ("label,prob_a,prob_b,prob_c\n");

  for (int i = 0; i < N_ROWS; i++)
    {
      int truth = i % 5 == 4 ? (i + 1) % 3 : i % 3;
      int high = 50 + i % 4 * 10, rest = 100 - high;
      int probabilities[] = { rest / 2, rest / 2, rest / 2 };

      probabilities[i % 3] = 100 - rest / 2 * 2;
      g_string_append_printf (text, "%c,0.%02d,0.%02d,0.%02d\n", 'a' + truth,
                              probabilities[0], probabilities[1],
                              probabilities[2]);
    }
  return g_string_free (text, FALSE);
}

/* Few positive rows, and low scores. */
static char *
make_rare (void)
{
  GString *text = g_string_new ("label,prob\n");

  for (int i = 0; i < 2000; i++)
    g_string_append_printf (text, "%d,%g\n", i % 200 == 0,
                            i % 200 == 0 ? 0.4 : 0.0001 * (1 + i % 13));
  return g_string_free (text, FALSE);
}

static char *
make_text (const Stage *stage)
{
  if (g_str_equal (stage->name, "rare"))
    return make_rare ();
  if (stage->text != NULL)
    return g_strdup (stage->text);
  if (g_str_equal (stage->name, "mapped"))
    return make_classes ();
  return g_str_equal (stage->name, "classes") ? make_classes ()
                                              : make_scores (stage->change);
}

/* A file that takes long to read; it repeats a few rows. */
static char *
write_large_file (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GConverter) compressor =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  gsize n_read, n_written, size = 1 << 16;
  g_autofree char *packed = g_malloc (size);

  for (guint i = 0; i < 400000; i++)
    g_string_append (rows, "0,0.1\n1,0.4\n");
  g_string_prepend (rows, "label,prob\n");
  g_assert_cmpint (g_converter_convert (compressor, rows->str, rows->len,
                                        packed, size, G_CONVERTER_INPUT_AT_END,
                                        &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  for (guint i = 0; i < 200; i++)
    g_string_append_len (bytes, packed, (gssize) n_written);
  return test_write_file ("large.csv.gz", bytes->str, (gssize) bytes->len);
}

static void
open_large (LimenWindow *window)
{
  g_autofree char *path = write_large_file ();

  limen_window_open (window, path);
}

/* Opens scores whose labels are in another file. */
static void
open_labelled (LimenWindow *window, const char *path)
{
  g_autofree char *labels = test_write_file (
      "labels.csv", "id,target,kind\nc,1,x\nb,0,x\nd,0,y\na,1,y\n", -1);

  limen_window_add_labels (window, path, NULL, labels);
  test_wait_for (test_window_is_idle (window));
}

/* Opens cutoffs of all classes with recalibration maps. */
static void
open_maps (LimenWindow *window, const char *path)
{
  g_autofree char *cutoffs =
      g_build_filename (test_get_folder (), "mapped.json", NULL);
  const char *arguments[] = {
    "choose", path,       "--maximize", "f1", "--recalibrate",
    "platt",  "--output", cutoffs,      NULL
  };

  test_run_cli (arguments);
  limen_window_open (window, cutoffs);
}

static void
open_stage (LimenWindow *window, const Stage *stage)
{
  g_autofree char *relative = NULL, *path = NULL, *name = NULL;
  g_autofree char *text = NULL;

  if (stage->sample != NULL)
    {
      relative = g_strconcat ("../data/samples/", stage->sample, NULL);
      path = test_get_source_path (relative);
      test_window_open (window, path);
    }
  else if (g_str_equal (stage->name, "large"))
    open_large (window);
  else if (!g_str_equal (stage->name, "welcome"))
    {
      text = make_text (stage);
      name = g_strconcat (stage->name, ".csv", NULL);
      path = test_write_file (name, text, -1);
      if (g_str_has_suffix (stage->name, "labelled"))
        open_labelled (window, path);
      else
        test_window_open (window, path);
      if (g_str_equal (stage->name, "mapped"))
        open_maps (window, path);
    }
}

static gboolean
is_like (const char *name, const char *pattern)
{
  gsize length = strlen (pattern);

  return pattern[length - 1] == '*' ? strncmp (name, pattern, length - 1) == 0
                                    : g_str_equal (name, pattern);
}

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < parts[i].n; j++)
      if (is_like (name, parts[i].controls[j].name))
        return TRUE;
  return FALSE;
}

/* Controls that were seen but are not in the table. */
static GHashTable *unknown;

static void
check_known (void)
{
  g_auto (GStrv) names = test_controls_list ();

  for (guint i = 0; names[i] != NULL; i++)
    if (!is_known (names[i]) && g_hash_table_add (unknown, g_strdup (names[i])))
      {
        g_test_message ("FAILED: the table lacks %s", names[i]);
        g_test_fail_printf ("the table lacks %s", names[i]);
      }
}

static gboolean
try (const TestControl *control, TestWay way, gboolean is_last)
{
  LimenWindow *window = g_object_ref (test_window_new (application, NULL));
  gboolean is_fine;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), "");
  open_stage (window, find_stage (control->stage));
  is_fine = test_control_drive (window, control, way, is_last);
  check_known ();
  test_controls_close (window);
  g_object_unref (window);
  return is_fine;
}

/* Tries once more on failure: on an overloaded machine one click in thousands
 * is lost. */
static void
run (const TestControl *control, TestWay way)
{
  if (!try (control, way, FALSE))
    try (control, way, TRUE);
}

static void
test_pointer (gconstpointer data)
{
  run (data, TEST_WAY_POINTER);
}

static void
test_keyboard (gconstpointer data)
{
  run (data, TEST_WAY_KEYBOARD);
}

static gboolean
has_way (const TestControl *control, TestWay way)
{
  const char *own = way == TEST_WAY_POINTER ? control->pointer : control->keys;
  const char *other =
      way == TEST_WAY_POINTER ? control->keys : control->pointer;

  if (control->change != NULL)
    return way == TEST_WAY_POINTER;
  return control->effect != NULL && (own != NULL || other == NULL);
}

static const char *
get_reason (const TestControl *control)
{
  if (strstr (control->name, "key:") != NULL)
    return "it is a key";
  if (control->change != NULL)
    return "it follows the session";
  return control->only != NULL ? control->only : control->undriven;
}

/* Pointer and keyboard have the same effect, or the table says why not. */
static void
test_ways (gconstpointer data)
{
  const Part *part = data;

  for (gsize i = 0; i < part->n; i++)
    {
      const TestControl *control = &part->controls[i];
      gboolean ways[] = { FALSE, FALSE }, is_excused = FALSE;

      if ((control->effect == NULL) != (control->undriven != NULL))
        g_test_fail_printf ("%s has no effect, or no reason", control->name);
      for (gsize j = 0; j < part->n; j++)
        if (g_str_equal (control->name, part->controls[j].name))
          {
            ways[0] |= has_way (&part->controls[j], TEST_WAY_POINTER);
            ways[1] |= has_way (&part->controls[j], TEST_WAY_KEYBOARD);
            is_excused |= get_reason (&part->controls[j]) != NULL;
          }
      if (!is_excused && !(ways[0] && ways[1]))
        g_test_fail_printf ("%s is driven in one way only", control->name);
    }
}

static void
add_test (const Part *part, gsize i, const char *way, GTestDataFunc function)
{
  const TestControl *control = &part->controls[i];
  g_autofree char *name = g_strdelimit (g_strdup (control->name), "/", '.');
  g_autofree char *path =
      g_strdup_printf ("/%s/%s/%s-%" G_GSIZE_FORMAT "-%s", part->name,
                       control->stage, name, i, way);

  g_test_add_data_func (path, control, function);
}

/* Adds the tests of a part whose names contain a text. */
static void
add_part (const Part *part, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/%s/ways", part->name);

  g_test_add_data_func (path, part, test_ways);
  for (gsize i = 0; i < part->n; i++)
    if (strstr (part->controls[i].name, name) != NULL)
      {
        if (has_way (&part->controls[i], TEST_WAY_KEYBOARD))
          add_test (part, i, "keyboard", test_keyboard);
        if (has_way (&part->controls[i], TEST_WAY_POINTER))
          add_test (part, i,
                    part->controls[i].change != NULL ? "follows" : "pointer",
                    test_pointer);
      }
}

/* The argument names a part; without one all parts are run. LIMEN_CONTROLS
 * restricts them to names that contain its value. */
int
main (int argc, char **argv)
{
  const char *name = g_getenv ("LIMEN_CONTROLS");

  gtk_test_init (&argc, &argv, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE, "gtk-double-click-time",
                DOUBLE_CLICK_TIME, NULL);
  unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  application = limen_application_new ();
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_set_default (G_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc == 1 || g_str_equal (argv[1], parts[i].name))
      add_part (&parts[i], name != NULL ? name : "");
  return g_test_run ();
}
