#include "cutoff-csv.h"

#include <math.h>
#include <string.h>

#include "metrics-json.h"
#include "number.h"
#include "record.h"
#include "report-error.h"
#include "bytes.h"

#define MAX_BYTES (64 * 1024 * 1024)
#define BLOCK_SIZE (64 * 1024)

typedef struct
{
  LimenCutoffCsv *csv;
  GPtrArray *names;   /* of the columns */
  JsonObject *object; /* of the row being read; NULL between rows */
  JsonObject *metrics;
  guint64 map_line; /* of the first row with a map, which is not in CSV */
  guint64 bad_line; /* of the first row of another length; 0: none */
} Reader;

/* Columns whose fields are text even where they look like a number. */
static gboolean
is_text (const char *name)
{
  static const char *const names[]
      = { "name",    "class", "kind", "rule", "objective", "positive",
          "file",    "sha256", "program", "time", "task", "undo",
          "decision", "decides", NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_metric (const char *name)
{
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if (g_str_equal (limen_metric_get_info (i)->name, name))
      return TRUE;
  return FALSE;
}

/* Text without the apostrophe that keeps a spreadsheet from running it. */
static const char *
skip_apostrophe (const char *text)
{
  return *text == '\'' && text[1] != '\0'
                 && strchr ("=+-@\t\r", text[1]) != NULL
             ? text + 1
             : text;
}

/* Infinite numbers are null, as in JSON. */
static void
take_field (Reader *self, const char *name, const char *text)
{
  JsonObject *object = is_metric (name) ? self->metrics : self->object;
  double number;

  if (*text == '\0' && !g_str_equal (name, "name")) /* which may be empty */
    return;
  if (is_text (name))
    limen_json_set_text (object, name, skip_apostrophe (text));
  else if (limen_number_parse (text, strlen (text), '.', &number))
    limen_json_set_number (object, name, number);
  else if (g_str_equal (text, "inf") || g_str_equal (text, "-inf"))
    json_object_set_null_member (object, name);
  else
    limen_json_set_text (object, name, text);
}

static void
begin_row (Reader *self)
{
  self->object = json_object_new ();
  self->metrics = json_object_new ();
  json_object_set_object_member (self->object, "metrics", self->metrics);
}

/* The threshold has a name of its own in a file of /2. */
static void
take_name (Reader *self, const char *name)
{
  gboolean is_by_rule = g_str_equal (name, "threshold-by-rule");

  self->csv->is_second |= is_by_rule;
  g_ptr_array_add (self->names,
                   g_strdup (is_by_rule ? "threshold" : name));
}

static gboolean
is_header (const Reader *self)
{
  return self->csv->lines->len == 0;
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Reader *self = user_data;
  g_autofree char *field = g_strndup (text, length);

  if (is_header (self))
    {
      take_name (self, field);
      return;
    }
  if (self->object == NULL)
    begin_row (self);
  if (column < self->names->len)
    take_field (self, g_ptr_array_index (self->names, column), field);
}

/* The line of the header comes first, and goes in the end. */
static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Reader *self = user_data;

  if (!is_header (self))
    {
      if (record->n_fields != self->names->len && self->bad_line == 0)
        self->bad_line = record->line;
      if (json_object_has_member (self->object, "recalibration")
          && self->map_line == 0)
        self->map_line = record->line;
      g_ptr_array_add (self->csv->objects, g_steal_pointer (&self->object));
    }
  g_array_append_val (self->csv->lines, record->line);
}

static gboolean
feed (LimenRecordParser *parser, LimenBytes *input, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  gsize length, n_bytes = 0;

  do
    {
      if (!limen_bytes_read_all (input, block, BLOCK_SIZE, &length, error)
          || !limen_record_parser_feed (parser, block, length, error))
        return FALSE;
      n_bytes += length;
    }
  while (length == BLOCK_SIZE && n_bytes < MAX_BYTES);
  if (n_bytes >= MAX_BYTES)
    g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                 "%s: this is larger than 64 MB, which no file of cutoffs is",
                 limen_bytes_get_path (input));
  return n_bytes < MAX_BYTES && limen_record_parser_finish (parser, error);
}

static gboolean
check (const Reader *self, const char *path, GError **error)
{
  if (self->bad_line > 0)
    g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                 "%s:%" G_GUINT64_FORMAT ": this line does not have as many "
                 "fields as the first",
                 path, self->bad_line);
  else if (self->map_line > 0)
    g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                 "%s:%" G_GUINT64_FORMAT ": this cutoff is for recalibrated "
                 "scores, and CSV does not hold the map that makes them; open "
                 "the cutoffs as they were exported as JSON",
                 path, self->map_line);
  return self->bad_line == 0 && self->map_line == 0;
}

static LimenCutoffCsv *
new_csv (void)
{
  LimenCutoffCsv *self = g_new0 (LimenCutoffCsv, 1);

  self->objects
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

/* Reads cutoffs that were exported as CSV; NULL with an error, such as where
 * they are for recalibrated scores. What the fields say is not checked. */
LimenCutoffCsv *
limen_cutoff_csv_load (const char *path, GError **error)
{
  g_autoptr (LimenCutoffCsv) csv = new_csv ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { .csv = csv, .names = names };
  g_autoptr (LimenBytes) input = limen_bytes_open (path, NULL, error);
  g_autoptr (LimenRecordParser) parser
      = limen_record_parser_new (path, ',', field_cb, record_cb, &reader);
  gboolean is_read = input != NULL && feed (parser, input, error)
                     && check (&reader, path, error);

  g_clear_pointer (&reader.object, json_object_unref);
  if (!is_read)
    return NULL;
  if (csv->lines->len > 0)
    g_array_remove_index (csv->lines, 0);
  return g_steal_pointer (&csv);
}

/* NULL is allowed. */
void
limen_cutoff_csv_free (LimenCutoffCsv *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->objects);
  g_array_unref (self->lines);
  g_free (self);
}
