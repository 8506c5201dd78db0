/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-csv.h"

#include <math.h>
#include <string.h>

#include "bytes.h"
#include "csv-text.h"
#include "cutoff-fields.h"
#include "cutoff-intervals.h"
#include "cutoff-json.h"
#include "metrics-json.h"
#include "number.h"
#include "record.h"
#include "report-error.h"
#include "timestamp.h"

#define MAX_BYTES (64 * 1024 * 1024)
#define BLOCK_SIZE (64 * 1024)

/* Number of leading columns whose names identify a file of cutoffs. */
#define N_IDENTIFYING 8
/* Name of the threshold column if some cutoff is for reversed scores. It
 * differs from the usual name so that programs that do not know the "rule"
 * column fail instead of deciding in the wrong direction. */
#define THRESHOLD_2 "threshold-by-rule"

/* Returns the field of a column, counted from 1; NULL after the last one. */
static const LimenCutoffField *
find_field (guint number)
{
  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    if (limen_cutoff_fields[i].column_number == number)
      return &limen_cutoff_fields[i];
  return NULL;
}

static const char *
get_name (const LimenCutoffField *field, gboolean is_version_2)
{
  if (is_version_2 && field->type == LIMEN_FIELD_THRESHOLD
      && field->column_number > 0 && field->column == NULL
      && g_str_equal (field->key, "threshold"))
    return THRESHOLD_2;
  return field->column != NULL ? field->column : field->key;
}

/* The name of the column with an end of the interval of a metric; a new
 * string. */
static char *
get_end_name (LimenMetricId metric, gboolean is_high)
{
  return g_strconcat (limen_metric_get_info (metric)->name,
                      is_high ? "-high" : "-low", NULL);
}

/* Writing */

static void
append_end_names (GString *line)
{
  for (int i = 0; i < 2 * LIMEN_N_METRICS; i++)
    {
      g_autofree char *name = get_end_name ((LimenMetricId) (i / 2), i % 2);

      limen_csv_append_text (line, name);
    }
}

static void
append_names (GString *line, gboolean is_version_2, gboolean has_intervals)
{
  const LimenCutoffField *field;

  for (guint number = 1; (field = find_field (number)) != NULL; number++)
    if (field->presence == LIMEN_WRITTEN_IF_ESTIMATED && !has_intervals)
      continue;
    else if (field->type == LIMEN_FIELD_INTERVALS)
      append_end_names (line);
    else if (field->type != LIMEN_FIELD_METRICS)
      limen_csv_append_text (line, get_name (field, is_version_2));
    else
      for (int i = 0; i < LIMEN_N_METRICS; i++)
        limen_csv_append_text (line, limen_metric_get_info (i)->name);
  limen_csv_end_line (line);
}

/* Whether a text begins with apostrophes before a character that begins
 * formulas. */
static gboolean
has_apostrophe (const char *text)
{
  gsize n = strspn (text, "'");

  return n > 0 && text[n] != '\0' && strchr ("=+-@\t\r", text[n]) != NULL;
}

/* Appends a text with limen_csv_append_text(), which puts an apostrophe before
 * texts that spreadsheets would take for formulas. A text that already begins
 * with such an apostrophe gets one more, so that skip_apostrophe() restores
 * every text. NULL is an empty field. */
static void
append_text (GString *line, const char *text)
{
  g_autofree char *quoted = text != NULL && has_apostrophe (text)
                                ? g_strconcat ("'", text, NULL)
                                : g_strdup (text);

  limen_csv_append_text (line, quoted);
}

static void
append_intervals (GString *line, const LimenCutoffData *data)
{
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      limen_csv_append_number (
          line, data->has_intervals ? data->intervals[i].low : NAN);
      limen_csv_append_number (
          line, data->has_intervals ? data->intervals[i].high : NAN);
    }
}

static void
append_seed (GString *line, guint64 seed)
{
  g_string_append_printf (line, "%" G_GUINT64_FORMAT ",", seed);
}

static void
append_field (GString *line, const LimenCutoffField *field,
              const LimenCutoffData *data, const char *time)
{
  gboolean is_written = limen_cutoff_field_is_written (field, data);

  if (field->type == LIMEN_FIELD_METRICS)
    for (int i = 0; i < LIMEN_N_METRICS; i++)
      limen_csv_append_number (line, data->metrics[i]);
  else if (field->type == LIMEN_FIELD_INTERVALS)
    append_intervals (line, data);
  else if (field->type == LIMEN_FIELD_SEED && is_written)
    append_seed (line, data->uncertainty.seed);
  else if (field->type == LIMEN_FIELD_OF_FILE)
    limen_csv_append_text (line, g_str_equal (field->column, "time")
                                     ? time
                                     : "limen " LIMEN_VERSION);
  else if (!is_written || limen_cutoff_field_is_text (field))
    append_text (line, is_written ? limen_cutoff_field_get_text (field, data)
                                  : NULL);
  else
    limen_csv_append_number (line,
                             limen_cutoff_field_get_number (field, data));
}

static gboolean
have_intervals (GListModel *cutoffs)
{
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_get_data (cutoff)->has_intervals)
        return TRUE;
    }
  return FALSE;
}

/* Returns cutoffs as CSV, a new string; in the layout of limen-cutoffs/2 if
 * some are for reversed scores. It has the columns of intervals if a cutoff
 * has any. */
char *
limen_cutoff_csv_write (GListModel *cutoffs, gboolean is_version_2)
{
  g_autofree char *time = limen_timestamp_now ();
  gboolean has_intervals = have_intervals (cutoffs);
  GString *text = g_string_new (NULL);

  append_names (text, is_version_2, has_intervals);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      const LimenCutoffField *field;

      for (guint number = 1; (field = find_field (number)) != NULL; number++)
        if (field->presence != LIMEN_WRITTEN_IF_ESTIMATED || has_intervals)
          append_field (text, field, limen_cutoff_get_data (cutoff), time);
      limen_csv_end_line (text);
    }
  return g_string_free (text, FALSE);
}

/* Reading */

static gboolean
has_names (const char *plain, gboolean is_version_2)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint number = 1; number <= N_IDENTIFYING; number++)
    g_string_append_printf (names, "%s,",
                            get_name (find_field (number), is_version_2));
  return g_str_has_prefix (plain, names->str);
}

/* Whether a text begins with the header of exported cutoffs, quoted or not. */
gboolean
limen_cutoff_csv_is_header (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  return has_names (plain, FALSE) || has_names (plain, TRUE);
}

/* The JSON member that a column corresponds to. */
typedef struct
{
  const char *parent, *key; /* parent NULL: the cutoff itself; key NULL:
                             * ignored */
  gboolean is_text;
  gboolean is_interval; /* an end of an interval: */
  LimenMetricId metric;
  gboolean is_high;
} Column;

typedef struct
{
  const char *path;
  GListStore *cutoffs;
  GArray *columns; /* Column */
  gboolean is_version_2;
  JsonObject *object; /* of the current row; NULL in the header */
  LimenInterval intervals[LIMEN_N_METRICS]; /* of the current row */
  gboolean has_intervals;                   /* any of them */
  GError *error;      /* of the first wrong row */
} Reader;

/* Returns a text without the apostrophe that append_text() may have added;
 * points into `text`. */
static const char *
skip_apostrophe (const char *text)
{
  return has_apostrophe (text) ? text + 1 : text;
}

/* Stores an end of an interval. */
static void
take_end (Reader *self, Column column, const char *text)
{
  LimenInterval *interval = &self->intervals[column.metric];
  double *end = column.is_high ? &interval->high : &interval->low;

  if (limen_number_parse (text, strlen (text), '.', end))
    self->has_intervals = TRUE;
  else if (g_str_equal (text, "inf") || g_str_equal (text, "-inf"))
    *end = *text == '-' ? -INFINITY : INFINITY;
}

/* Sets the JSON member of a cell. Infinities become null. Empty cells are
 * skipped, except an empty name. */
static void
take_cell (Reader *self, Column column, const char *text)
{
  JsonObject *object = self->object;
  guint64 seed;
  double number;

  if (column.is_interval)
    take_end (self, column, text);
  if (column.key == NULL
      || (*text == '\0' && !g_str_equal (column.key, "name")))
    return;
  if (column.parent != NULL)
    {
      if (!json_object_has_member (object, column.parent))
        json_object_set_object_member (object, column.parent,
                                       json_object_new ());
      object = json_object_get_object_member (object, column.parent);
    }
  if (column.is_text)
    limen_json_set_text (object, column.key, skip_apostrophe (text));
  else if (g_str_equal (column.key, "seed")
           && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seed,
                                          NULL))
    json_object_set_int_member (object, column.key, (gint64) seed);
  else if (limen_number_parse (text, strlen (text), '.', &number))
    limen_json_set_number (object, column.key, number);
  else if (g_str_equal (text, "inf") || g_str_equal (text, "-inf"))
    json_object_set_null_member (object, column.key);
  else
    limen_json_set_text (object, column.key, text);
}

/* Maps a column of the header to the JSON member of that name. Ignores unknown
 * columns, which later versions may add, and thresholds on recalibrated
 * probabilities. The column "recalibration" is read, so that record_cb() can
 * reject such cutoffs. */
static void
take_name (Reader *self, const char *name)
{
  const LimenCutoffField *field;
  Column column = { NULL, NULL, FALSE, FALSE, 0, FALSE };

  self->is_version_2 |= g_str_equal (name, THRESHOLD_2);
  for (guint number = 1; (field = find_field (number)) != NULL; number++)
    if (g_str_equal (get_name (field, self->is_version_2), name)
        && !field->is_calibrated)
      column
          = (Column){ .parent = field->parent,
                      .key = field->key != NULL ? field->key : field->column,
                      .is_text = limen_cutoff_field_is_text (field) };
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if (g_str_equal (limen_metric_get_info (i)->name, name))
      column = (Column){ .parent = "metrics",
                         .key = limen_metric_get_info (i)->name };
  for (int i = 0; i < 2 * LIMEN_N_METRICS; i++)
    {
      g_autofree char *end = get_end_name ((LimenMetricId) (i / 2), i % 2);

      if (g_str_equal (end, name))
        column = (Column){ .is_interval = TRUE,
                           .metric = (LimenMetricId) (i / 2),
                           .is_high = i % 2 };
    }
  g_array_append_val (self->columns, column);
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Reader *self = user_data;
  g_autofree char *field = g_strndup (text, length);

  if (self->object == NULL)
    {
      take_name (self, field);
      return;
    }
  if (column < self->columns->len)
    take_cell (self, g_array_index (self->columns, Column, column), field);
}

/* Sets the intervals of the current row, if it has any or says how they were
 * computed. */
static void
set_intervals (Reader *self)
{
  if (self->has_intervals
      || json_object_has_member (self->object, "uncertainty"))
    json_object_set_object_member (
        self->object, "intervals",
        limen_cutoff_intervals_to_json (self->intervals));
}

/* Appends the cutoff of the current row. */
static void
append_row (Reader *self, const LimenRecord *record)
{
  g_autofree char *where
      = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, self->path, record->line);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (LimenCutoff) cutoff = NULL;

  set_intervals (self);
  json_node_set_object (node, self->object);
  cutoff = limen_cutoff_new_from_json (node, where, self->is_version_2,
                                       &self->error);
  if (cutoff != NULL)
    g_list_store_append (self->cutoffs, cutoff);
}

/* Handles a record; the first one is the header. */
static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Reader *self = user_data;

  if (self->object == NULL || self->error != NULL)
    ;
  else if (record->n_fields != self->columns->len)
    limen_report_fail (&self->error, LIMEN_REPORT_ERROR_FORMAT,
                       /* Translators: %s is a file, and the number a line. */
                       "%s:%" PRIu64 ": this line has a different number of "
                       "fields than the header",
                       self->path, record->line);
  else if (json_object_has_member (self->object, "recalibration"))
    limen_report_fail (
        &self->error, LIMEN_REPORT_ERROR_FORMAT,
        "%s:%" PRIu64 ": this cutoff is for recalibrated scores, but CSV does "
        "not contain the recalibration map; export the cutoffs as JSON and "
        "use that file",
        self->path, record->line);
  else
    append_row (self, record);
  g_clear_pointer (&self->object, json_object_unref);
  self->object = json_object_new ();
  json_object_set_object_member (self->object, "metrics", json_object_new ());
  self->has_intervals = FALSE;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    self->intervals[i] = (LimenInterval){ NAN, NAN };
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
    limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "%s: this file is larger than 64 MB, too large for a file of cutoffs",
        limen_bytes_get_path (input));
  return n_bytes < MAX_BYTES && limen_record_parser_finish (parser, error);
}

/* Reads cutoffs exported as CSV and appends them. FALSE with an error, also if
 * they are for recalibrated scores. */
gboolean
limen_cutoff_csv_load (GListStore *cutoffs, const char *path, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));
  Reader reader = { .path = path, .cutoffs = cutoffs, .columns = columns };
  g_autoptr (LimenBytes) source = limen_bytes_open (path, NULL, error);
  g_autoptr (LimenRecordParser) parser
      = limen_record_parser_new (path, ',', field_cb, record_cb, &reader);
  gboolean is_read = source != NULL && feed (parser, source, error);

  g_clear_pointer (&reader.object, json_object_unref);
  if (is_read && reader.error != NULL)
    g_propagate_error (error, g_steal_pointer (&reader.error));
  else if (is_read)
    return TRUE;
  g_clear_error (&reader.error);
  return FALSE;
}
