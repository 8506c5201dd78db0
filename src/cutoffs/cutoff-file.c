#include "cutoff-file.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "csv-text.h"
#include "cutoff-csv.h"
#include "cutoff-private.h"
#include "json-reader.h"
#include "json-text.h"
#include "link.h"
#include "metrics-json.h"
#include "output.h"
#include "recalibration-json.h"
#include "report-error.h"
#include "source.h"
#include "threshold.h"
#include "timestamp.h"

#define SCHEMA "limen-cutoffs/1"
/* Where some cutoff is for reversed scores, which a reader of /1 would decide
 * the other way round. */
#define SCHEMA_2 "limen-cutoffs/2"
/* What is common to all of them. */
#define SCHEMA_START "\"limen-cutoffs/"
/* The bytes of a file that show whether it holds cutoffs. */
#define HEAD_SIZE 4096

/* What stands beside a threshold that no score reaches. */
/* The number that such a threshold is written as, where it does that. */
#define NEVER_REACHED DBL_MAX

/* The members of "provenance". */
static const char *const provenance_names[LIMEN_N_PROVENANCE] = {
  [LIMEN_PROVENANCE_MODEL] = "model",
  [LIMEN_PROVENANCE_DATA_FROM] = "data-from",
  [LIMEN_PROVENANCE_DATA_TO] = "data-to",
  [LIMEN_PROVENANCE_AUTHOR] = "author",
  [LIMEN_PROVENANCE_NOTE] = "note",
  [LIMEN_PROVENANCE_PREVIOUS_SHA256] = "previous-sha256",
};

/* Writing */

/* Whether NEVER_REACHED can stand for such a threshold: no probability reaches
 * it, unless scores are divided by it or not compared with it at all. */
static gboolean
has_number_for_none (const LimenCutoffData *data)
{
  return (data->kind == LIMEN_KIND_PROBABILITY
          || data->kind == LIMEN_KIND_LOG_PROBABILITY)
         && (!data->has_decision
             || data->decision == LIMEN_DECISION_FIRST_ABOVE);
}

/* A threshold for probabilities that a map made as it is written; null in JSON
 * where no number says it. */
static double
get_written_calibrated (const LimenCutoffData *data, double threshold)
{
  return threshold == INFINITY && has_number_for_none (data) ? NEVER_REACHED
                                                             : threshold;
}

/* The same for the scores of the file. */
static double
get_written (const LimenCutoffData *data, double threshold)
{
  return limen_threshold_reverse (get_written_calibrated (data, threshold),
                                  data->is_reversed);
}

/* The ends of an interval as they are written. */
static void
get_written_interval (const LimenCutoffData *data, double *low, double *high)
{
  limen_interval_reverse (low, high, data->is_reversed);
}

static gboolean
has_reversed (GListModel *cutoffs)
{
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_is_reversed (cutoff))
        return TRUE;
    }
  return FALSE;
}

/* "none", or NULL where some score reaches the threshold. */
static const char *
get_decides (const LimenCutoffData *data)
{
  return data->threshold == INFINITY ? LIMEN_THRESHOLD_NONE : NULL;
}

static double
get_logit_threshold (const LimenCutoffData *data)
{
  return data->kind == LIMEN_KIND_PROBABILITY ? limen_logit (data->threshold)
                                              : NAN;
}

/* The rule's name, or NULL. */
static const char *
get_decision (const LimenCutoffData *data)
{
  return data->has_decision ? limen_decision_rule_get_name (data->decision)
                            : NULL;
}

/* Of all rows, referred ones as well. */
static double
get_prevalence (const LimenCutoffData *data)
{
  LimenConfusion c = data->confusion;

  if (data->has_grey_zone)
    {
      c.fn += data->grey_zone.referred_positives;
      c.tn += data->grey_zone.referred_negatives;
    }
  return limen_confusion_get_prevalence (c);
}

static void
set_grey_zone (JsonObject *object, const LimenCutoffData *data)
{
  const LimenCutoffGreyZone *zone = &data->grey_zone;
  double low = zone->low, high = zone->high;

  get_written_interval (data, &low, &high);
  limen_json_set_number (object, "refer-from",
                         get_written (data, zone->refer_from));
  limen_json_set_number (object, "refer-low", low);
  limen_json_set_number (object, "refer-high", high);
  limen_json_set_number (object, "referred-positives",
                         zone->referred_positives);
  limen_json_set_number (object, "referred-negatives",
                         zone->referred_negatives);
  limen_json_set_number (object, "coverage", zone->coverage);
  limen_json_set_number (object, "error", zone->error);
}

static void
set_recalibration (JsonObject *object, const LimenCutoffData *data)
{
  JsonObject *member;

  if (data->recalibration == NULL)
    return;
  member = json_object_new ();
  limen_json_set_recalibration (member, data->recalibration);
  limen_json_set_number (member, "threshold",
                         get_written_calibrated (
                             data, data->calibrated_threshold));
  limen_json_set_number (member, "low", data->calibrated_low);
  limen_json_set_number (member, "high", data->calibrated_high);
  if (data->has_grey_zone)
    {
      limen_json_set_number (
          member, "refer-from",
          get_written_calibrated (data, data->calibrated_refer_from));
      limen_json_set_number (member, "refer-low", data->calibrated_refer_low);
      limen_json_set_number (member, "refer-high",
                             data->calibrated_refer_high);
    }
  json_object_set_object_member (object, "recalibration", member);
}

/* What is said; no member at all where nothing is. */
static void
set_provenance (JsonObject *object, const LimenCutoffData *data)
{
  JsonObject *member = json_object_new ();

  for (int i = 0; i < LIMEN_N_PROVENANCE; i++)
    if (data->provenance[i] != NULL)
      limen_json_set_text (member, provenance_names[i], data->provenance[i]);
  if (json_object_get_size (member) > 0)
    json_object_set_object_member (object, "provenance", member);
  else
    json_object_unref (member);
}

static JsonObject *
new_object (LimenCutoff *cutoff)
{
  const LimenCutoffData *data = limen_cutoff_get_data (cutoff);
  JsonObject *object = json_object_new ();
  double low = data->low, high = data->high;

  get_written_interval (data, &low, &high);
  limen_json_set_text (object, "name", data->name);
  limen_json_set_text (object, "class", data->class_name);
  limen_json_set_text (object, "task", limen_task_get_name (data->task));
  limen_json_set_text (object, "kind", limen_kind_get_name (data->kind));
  limen_json_set_text (object, "undo", limen_undo_get_name (data->undone));
  limen_json_set_text (object, "decision", get_decision (data));
  limen_json_set_number (object, "threshold",
                         get_written (data, data->threshold));
  if (get_decides (data) != NULL)
    limen_json_set_text (object, "decides", get_decides (data));
  if (data->kind == LIMEN_KIND_PROBABILITY)
    limen_json_set_number (object, "logit-threshold",
                           get_logit_threshold (data));
  limen_json_set_number (object, "low", low);
  limen_json_set_number (object, "high", high);
  set_recalibration (object, data);
  limen_json_set_text (object, "rule",
                       limen_threshold_get_rule (data->is_reversed));
  if (data->is_reversed)
    json_object_set_boolean_member (object, "reversed", TRUE);
  if (data->has_grey_zone)
    set_grey_zone (object, data);
  limen_json_set_text (object, "objective", data->objective);
  limen_json_set_number (object, "value", data->value);
  limen_json_set_confusion (object, data->confusion);
  json_object_set_object_member (object, "metrics",
                                 limen_json_new_metrics (data->metrics));
  json_object_set_int_member (object, "n", (gint64) data->n_rows);
  json_object_set_int_member (object, "rejected-rows",
                              (gint64) data->n_rejected);
  limen_json_set_number (object, "prevalence", get_prevalence (data));
  if (!isnan (data->target_prevalence))
    limen_json_set_number (object, "target-prevalence",
                           data->target_prevalence);
  limen_json_set_text (object, "positive", data->class_name);
  limen_json_set_text (object, "file", data->file);
  limen_json_set_text (object, "sha256", data->sha256);
  set_provenance (object, data);
  return object;
}

static char *
to_json (GListModel *cutoffs)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *time = limen_timestamp_now ();
  JsonObject *file = json_object_new ();
  JsonArray *array = json_array_new ();
  gboolean is_reversed = has_reversed (cutoffs);

  json_node_take_object (root, file);
  limen_json_set_text (file, "schema", is_reversed ? SCHEMA_2 : SCHEMA);
  if (!is_reversed) /* else each cutoff has its own */
    limen_json_set_text (file, "rule", limen_threshold_get_rule (FALSE));
  limen_json_set_text (file, "program", "limen " LIMEN_VERSION);
  limen_json_set_text (file, "time", time);
  json_object_set_array_member (file, "cutoffs", array);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      json_array_add_object_element (array, new_object (cutoff));
    }
  return limen_json_to_text (root);
}

/* Where some cutoff is for reversed scores the thresholds stand in a column of
 * another name, so that who does not know of the rule does not find them, and
 * decides nothing the wrong way round. */
static void
append_names (GString *line, gboolean is_reversed)
{
  const char *const before[]
      = { "name", "class", "kind",
          is_reversed ? "threshold-by-rule" : "threshold", "logit-threshold",
          "low", "high", "rule", "objective", "value", "tp", "fp", "fn",
          "tn" };
  static const char *const after[]
      = { "n",    "rejected-rows", "prevalence", "positive",
          "file", "sha256",        "program",    "time",
          "task", "undo",          "decision",
          "target-prevalence",     "refer-from",
          "refer-low",             "refer-high",
          "referred-positives",    "referred-negatives",
          "coverage",              "error",
          "recalibration",         "calibrated-threshold",
          "calibrated-refer-from", "decides", "note" };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    limen_csv_append_text (line, before[i]);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    limen_csv_append_text (line, limen_metric_get_info (i)->name);
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    limen_csv_append_text (line, after[i]);
  limen_csv_end_line (line);
}

/* Empty fields where no row is referred. */
static void
append_grey_zone (GString *line, const LimenCutoffData *data)
{
  LimenCutoffGreyZone zone = { NAN, NAN, NAN, NAN, NAN, NAN, NAN };

  if (data->has_grey_zone)
    zone = data->grey_zone;
  limen_csv_append_number (line, get_written (data, zone.refer_from));
  get_written_interval (data, &zone.low, &zone.high);
  limen_csv_append_number (line, zone.low);
  limen_csv_append_number (line, zone.high);
  limen_csv_append_number (line, zone.referred_positives);
  limen_csv_append_number (line, zone.referred_negatives);
  limen_csv_append_number (line, zone.coverage);
  limen_csv_append_number (line, zone.error);
}

static void
append_cutoff (GString *line, LimenCutoff *cutoff, const char *time)
{
  const LimenCutoffData *data = limen_cutoff_get_data (cutoff);
  double low = data->low, high = data->high;

  get_written_interval (data, &low, &high);
  limen_csv_append_text (line, data->name);
  limen_csv_append_text (line, data->class_name);
  limen_csv_append_text (line, limen_kind_get_name (data->kind));
  limen_csv_append_number (line, get_written (data, data->threshold));
  limen_csv_append_number (line, get_logit_threshold (data));
  limen_csv_append_number (line, low);
  limen_csv_append_number (line, high);
  limen_csv_append_text (line, limen_threshold_get_rule (data->is_reversed));
  limen_csv_append_text (line, data->objective);
  limen_csv_append_number (line, data->value);
  limen_csv_append_number (line, data->confusion.tp);
  limen_csv_append_number (line, data->confusion.fp);
  limen_csv_append_number (line, data->confusion.fn);
  limen_csv_append_number (line, data->confusion.tn);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    limen_csv_append_number (line, data->metrics[i]);
  limen_csv_append_number (line, (double) data->n_rows);
  limen_csv_append_number (line, (double) data->n_rejected);
  limen_csv_append_number (line, get_prevalence (data));
  limen_csv_append_text (line, data->class_name);
  limen_csv_append_text (line, data->file);
  limen_csv_append_text (line, data->sha256);
  limen_csv_append_text (line, "limen " LIMEN_VERSION);
  limen_csv_append_text (line, time);
  limen_csv_append_text (line, limen_task_get_name (data->task));
  limen_csv_append_text (line, limen_undo_get_name (data->undone));
  limen_csv_append_text (line, get_decision (data));
  limen_csv_append_number (line, data->target_prevalence);
  append_grey_zone (line, data);
  limen_csv_append_text (
      line, data->recalibration != NULL
                ? limen_recalibration_method_get_name (
                      limen_recalibration_get_method (data->recalibration))
                : NULL);
  limen_csv_append_number (
      line,
      get_written_calibrated (
          data, limen_cutoff_get_calibrated_threshold (cutoff)));
  limen_csv_append_number (
      line,
      get_written_calibrated (
          data, limen_cutoff_get_calibrated_refer_from (cutoff)));
  limen_csv_append_text (line, get_decides (data));
  limen_csv_append_text (line, data->provenance[LIMEN_PROVENANCE_NOTE]);
  limen_csv_end_line (line);
}

static char *
to_csv (GListModel *cutoffs)
{
  g_autofree char *time = limen_timestamp_now ();
  GString *text = g_string_new (NULL);

  append_names (text, has_reversed (cutoffs));
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      append_cutoff (text, cutoff, time);
    }
  return g_string_free (text, FALSE);
}

/* The format to write: `format` where it is given, "json" or "csv"; else CSV
 * if the name ends in ".csv", and JSON otherwise. Static; NULL with an error
 * where format and name disagree. */
const char *
limen_cutoff_file_find_format (const char *path, const char *format,
                               GError **error)
{
  static const char *const formats[] = { "json", "csv", NULL };

  return limen_output_find_format (path, format, formats, formats[0], error);
}

/* Writes LimenCutoff: as CSV where the path ends in ".csv", else as JSON. The
 * file is there whole or, on errors, as it was. */
gboolean
limen_cutoff_file_save (GListModel *cutoffs, const char *path, GError **error)
{
  return limen_cutoff_file_save_as (cutoffs, path, NULL, error);
}

/* Writes LimenCutoff in a format of limen_cutoff_file_find_format(). */
gboolean
limen_cutoff_file_save_as (GListModel *cutoffs, const char *path,
                           const char *format, GError **error)
{
  g_autoptr (LimenOutput) output = NULL;
  g_autofree char *text = NULL;

  format = limen_cutoff_file_find_format (path, format, error);
  if (format == NULL)
    return FALSE;
  text = g_str_equal (format, "csv") ? to_csv (cutoffs) : to_json (cutoffs);
  output = limen_output_new (path, error);
  return output != NULL
         && limen_output_write (output, text, strlen (text), error)
         && limen_output_commit (output, error);
}

/* Reading */

static gboolean
fail (GError **error, const char *where, const char *what)
{
  g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
               "%s: %s", where, what);
  return FALSE;
}

static gboolean
read_kind (JsonObject *object, const char *where, LimenKind *kind,
           GError **error)
{
  g_autofree char *name = NULL;

  return limen_json_get_text (object, where, "kind", TRUE, &name, error)
         && ((limen_kind_parse (name, kind)
              && limen_kind_has_thresholds (*kind))
             || fail (error, where, "\"kind\" is none that Limen knows"));
}

/* What files of earlier versions do not say: binary, nothing undone, no
 * decision. */
static gboolean
read_names (JsonObject *object, const char *where, LimenCutoffData *data,
            GError **error)
{
  g_autofree char *task = NULL, *undo = NULL, *decision = NULL;

  if (!limen_json_get_text (object, where, "task", FALSE, &task, error)
      || !limen_json_get_text (object, where, "undo", FALSE, &undo, error)
      || !limen_json_get_text (object, where, "decision", FALSE, &decision,
                               error))
    return FALSE;
  if (task != NULL
      && (!limen_task_parse (task, &data->task)
          || limen_task_get (data->task)->thresholds == LIMEN_THRESHOLDS_NONE))
    return fail (error, where, "\"task\" is none that has cutoffs");
  if (undo != NULL && !limen_undo_parse (undo, &data->undone))
    return fail (error, where, "\"undo\" is none that Limen knows");
  data->has_decision = decision != NULL;
  if (data->has_decision && !limen_task_get (data->task)->has_joint_decision)
    return fail (error, where, "\"decision\" is for multiclass cutoffs");
  return decision == NULL
         || limen_decision_rule_parse (decision, &data->decision)
         || fail (error, where, "\"decision\" is none that Limen knows");
}

static gboolean
read_texts (JsonObject *object, const char *where, LimenCutoffData *data,
            GError **error)
{
  return limen_json_get_text (object, where, "name", TRUE, &data->name, error)
         && limen_json_get_text (object, where, "class", TRUE,
                                 &data->class_name, error)
         && limen_json_get_text (object, where, "objective", FALSE,
                                 &data->objective, error)
         && limen_json_get_text (object, where, "file", FALSE, &data->file,
                                 error)
         && limen_json_get_text (object, where, "sha256", FALSE,
                                 &data->sha256, error);
}

/* Absent where nobody said anything, as from files of earlier versions. */
static gboolean
read_provenance (JsonObject *object, const char *where, LimenCutoffData *data,
                 GError **error)
{
  JsonNode *node = json_object_get_member (object, "provenance");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, where, "\"provenance\" is not an object");
  for (int i = 0; i < LIMEN_N_PROVENANCE; i++)
    if (!limen_json_get_text (json_node_get_object (node), where,
                              provenance_names[i], FALSE,
                              &data->provenance[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_counts (JsonObject *object, const char *where, LimenCutoffData *data,
             GError **error)
{
  const struct
  {
    const char *name;
    double *value;
  } cells[] = { { "tp", &data->confusion.tp },
                { "fp", &data->confusion.fp },
                { "fn", &data->confusion.fn },
                { "tn", &data->confusion.tn } };
  double n, n_rejected;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      if (!limen_json_get_number (object, where, cells[i].name, 0,
                                  cells[i].value, error))
        return FALSE;
      if (!(*cells[i].value >= 0))
        return fail (error, where, "a count is negative");
    }
  if (!limen_json_get_number (object, where, "n", 0, &n, error)
      || !limen_json_get_number (object, where, "rejected-rows", 0,
                                 &n_rejected, error))
    return FALSE;
  data->n_rows = n >= 0 && n < 1e18 ? (guint64) n : 0;
  data->n_rejected
      = n_rejected >= 0 && n_rejected < 1e18 ? (guint64) n_rejected : 0;
  return TRUE;
}

static gboolean
read_metrics (JsonObject *object, const char *where, LimenCutoffData *data,
              GError **error)
{
  JsonNode *node = json_object_get_member (object, "metrics");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, where, "\"metrics\" is missing");
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if (!limen_json_get_number (json_node_get_object (node), where,
                                limen_metric_get_info (i)->name, NAN,
                                &data->metrics[i], error))
      return FALSE;
  return TRUE;
}

/* A threshold; NaN where it is missing. Of a cutoff that decides none it is
 * null, or at least this number, which no score reaches. */
static gboolean
read_threshold_below (JsonObject *object, const char *where, const char *name,
                      double never_reached, gboolean decides_none,
                      double *threshold, GError **error)
{
  gboolean is_absent = !json_object_has_member (object, name);

  if (!limen_json_get_number (object, where, name, NAN, threshold, error))
    return FALSE;
  if (decides_none && !is_absent
      && (isnan (*threshold) || *threshold >= never_reached))
    *threshold = INFINITY;
  return TRUE;
}

/* One for probabilities that a map made. */
static gboolean
read_calibrated (JsonObject *object, const char *where, const char *name,
                 gboolean decides_none, double *threshold, GError **error)
{
  return read_threshold_below (object, where, name, NEVER_REACHED,
                               decides_none, threshold, error);
}

/* One for the scores of the file; no number says "none" of reversed ones. */
static gboolean
read_threshold (JsonObject *object, const char *where, const char *name,
                const LimenCutoffData *data, gboolean decides_none,
                double *threshold, GError **error)
{
  if (!read_threshold_below (object, where, name,
                             data->is_reversed ? INFINITY : NEVER_REACHED,
                             decides_none, threshold, error))
    return FALSE;
  *threshold = limen_threshold_reverse (*threshold, data->is_reversed);
  return TRUE;
}

/* An interval of thresholds for the scores of the file; without ends that are
 * missing. */
static gboolean
read_interval (JsonObject *object, const char *where, const char *low_name,
               const char *high_name, const LimenCutoffData *data,
               double *low, double *high, GError **error)
{
  if (!limen_json_get_number (object, where, low_name, -INFINITY, low, error)
      || !limen_json_get_number (object, where, high_name, INFINITY, high,
                                 error))
    return FALSE;
  limen_interval_reverse (low, high, data->is_reversed);
  return TRUE;
}

/* Whether the cutoff decides no row, whatever its score. */
static gboolean
read_decides (JsonObject *object, const char *where, gboolean *is_none,
              GError **error)
{
  g_autofree char *decides = NULL;

  if (!limen_json_get_text (object, where, "decides", FALSE, &decides, error))
    return FALSE;
  *is_none = decides != NULL;
  return decides == NULL || g_str_equal (decides, LIMEN_THRESHOLD_NONE)
         || fail (error, where,
                  "\"decides\" is not \"" LIMEN_THRESHOLD_NONE
                  "\", the only one there is");
}

static gboolean
read_main_threshold (JsonObject *object, const char *where,
                     LimenCutoffData *data, GError **error)
{
  gboolean decides_none;

  if (!read_decides (object, where, &decides_none, error)
      || !read_threshold (object, where, "threshold", data, decides_none,
                          &data->threshold, error))
    return FALSE;
  if (isnan (data->threshold))
    return fail (error, where, "\"threshold\" is missing");
  return !decides_none || data->threshold == INFINITY
         || fail (error, where,
                  "\"decides\" is \"" LIMEN_THRESHOLD_NONE
                  "\", and \"threshold\" is a number that scores may reach");
}

static gboolean
read_numbers (JsonObject *object, const char *where, LimenCutoffData *data,
              GError **error)
{
  if (!read_main_threshold (object, where, data, error)
      || !read_interval (object, where, "low", "high", data, &data->low,
                         &data->high, error)
      || !limen_json_get_number (object, where, "value", NAN, &data->value,
                                 error))
    return FALSE;
  return (data->low < data->threshold && data->threshold <= data->high)
         || fail (error, where,
                  "\"threshold\" does not lie in its interval from \"low\" "
                  "to \"high\"");
}

/* Where the cutoff has one, it has one for the probabilities, too. */
static gboolean
read_recalibrated_grey_zone (JsonObject *member, const char *where,
                             LimenCutoffData *data, GError **error)
{
  if (!read_calibrated (member, where, "refer-from",
                        data->grey_zone.refer_from == INFINITY,
                        &data->calibrated_refer_from, error)
      || !limen_json_get_number (member, where, "refer-low", -INFINITY,
                                 &data->calibrated_refer_low, error)
      || !limen_json_get_number (member, where, "refer-high", INFINITY,
                                 &data->calibrated_refer_high, error))
    return FALSE;
  if (isnan (data->calibrated_refer_from))
    return fail (error, where,
                 "\"refer-from\" of \"recalibration\" is missing");
  if (!(data->calibrated_refer_low < data->calibrated_refer_from
        && data->calibrated_refer_from <= data->calibrated_refer_high))
    return fail (error, where,
                 "the \"refer-from\" of \"recalibration\" does not lie in "
                 "its interval from \"refer-low\" to \"refer-high\"");
  return data->calibrated_refer_from <= data->calibrated_threshold
         || fail (error, where,
                  "the \"refer-from\" of \"recalibration\" is above its "
                  "\"threshold\"");
}

/* Absent from files of earlier versions. */
static gboolean
read_recalibration (JsonObject *object, const char *where,
                    LimenCutoffData *data, GError **error)
{
  JsonNode *node = json_object_get_member (object, "recalibration");
  JsonObject *member;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, where, "\"recalibration\" is not an object");
  member = json_node_get_object (node);
  data->recalibration
      = limen_json_get_recalibration (member, where, data->kind, error);
  if (data->recalibration == NULL
      || !read_calibrated (member, where, "threshold",
                           data->threshold == INFINITY,
                           &data->calibrated_threshold, error)
      || !limen_json_get_number (member, where, "low", -INFINITY,
                                 &data->calibrated_low, error)
      || !limen_json_get_number (member, where, "high", INFINITY,
                                 &data->calibrated_high, error))
    return FALSE;
  if (!(data->calibrated_low < data->calibrated_threshold
        && data->calibrated_threshold <= data->calibrated_high))
    return fail (error, where,
                 "the \"threshold\" of \"recalibration\" does not lie in "
                 "its interval from \"low\" to \"high\"");
  return !data->has_grey_zone
         || read_recalibrated_grey_zone (member, where, data, error);
}

static gboolean
check_grey_zone (const LimenCutoffData *data, const char *where,
                 GError **error)
{
  const LimenCutoffGreyZone *zone = &data->grey_zone;

  if (!(zone->low < zone->refer_from && zone->refer_from <= zone->high))
    return fail (error, where,
                 "\"refer-from\" does not lie in its interval from "
                 "\"refer-low\" to \"refer-high\"");
  if (!(zone->refer_from <= data->threshold))
    return fail (error, where,
                 data->is_reversed
                     ? "\"refer-from\" is below \"threshold\""
                     : "\"refer-from\" is above \"threshold\"");
  return (zone->referred_positives >= 0 && zone->referred_negatives >= 0)
         || fail (error, where, "a count is negative");
}

/* Files without one, as those of earlier versions are, refer no row. */
static gboolean
read_grey_zone (JsonObject *object, const char *where, LimenCutoffData *data,
                GError **error)
{
  const struct
  {
    const char *name;
    double fallback, *value;
  } numbers[] = {
    { "referred-positives", 0, &data->grey_zone.referred_positives },
    { "referred-negatives", 0, &data->grey_zone.referred_negatives },
    { "coverage", NAN, &data->grey_zone.coverage },
    { "error", NAN, &data->grey_zone.error },
  };

  if (!read_threshold (object, where, "refer-from", data,
                       data->threshold == INFINITY,
                       &data->grey_zone.refer_from, error)
      || !read_interval (object, where, "refer-low", "refer-high", data,
                         &data->grey_zone.low, &data->grey_zone.high, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!limen_json_get_number (object, where, numbers[i].name,
                                numbers[i].fallback, numbers[i].value, error))
      return FALSE;
  data->has_grey_zone = !isnan (data->grey_zone.refer_from);
  return !data->has_grey_zone || check_grey_zone (data, where, error);
}

static gboolean
read_target_prevalence (JsonObject *object, const char *where,
                        LimenCutoffData *data, GError **error)
{
  return limen_json_get_number (object, where, "target-prevalence", NAN,
                                &data->target_prevalence, error)
         && (isnan (data->target_prevalence)
             || (data->target_prevalence > 0 && data->target_prevalence < 1)
             || fail (error, where,
                      "\"target-prevalence\" does not lie between 0 and 1"));
}

/* Whether "reversed", which may be missing, says what the rule does. */
static gboolean
agrees (JsonObject *object, gboolean is_reversed)
{
  JsonNode *node = json_object_get_member (object, "reversed");

  return node == NULL
         || (JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_value_type (node) == G_TYPE_BOOLEAN
             && json_node_get_boolean (node) == is_reversed);
}

/* In a file of /1, which need not say it, high scores mean positive. */
static gboolean
read_rule (JsonObject *object, const char *where, gboolean is_second,
           gboolean *is_reversed, GError **error)
{
  g_autofree char *rule = NULL;

  if (!limen_json_get_text (object, where, "rule", is_second, &rule, error))
    return FALSE;
  *is_reversed
      = is_second && g_str_equal (rule, limen_threshold_get_rule (TRUE));
  if (!agrees (object, *is_reversed))
    return fail (error, where, "\"reversed\" does not agree with \"rule\"");
  if (*is_reversed || rule == NULL
      || g_str_equal (rule, limen_threshold_get_rule (FALSE)))
    return TRUE;
  return fail (error, where,
               is_second
                   ? "\"rule\" is neither \"score >= threshold\" nor "
                     "\"score <= threshold\""
                   : "\"rule\" is not \"score >= threshold\", the only one "
                     "in " SCHEMA);
}

static gboolean
check_reversed (const LimenCutoffData *data, const char *where,
                GError **error)
{
  return !data->is_reversed
         || (limen_task_get (data->task)->has_positive
             && data->undone == LIMEN_UNDO_NONE
             && (data->kind == LIMEN_KIND_SCORE
                 || data->kind == LIMEN_KIND_LOGIT))
         || fail (error, where,
                  "\"rule\" is \"score <= threshold\", which is for binary "
                  "files of plain scores or logits");
}

static LimenCutoff *
read_cutoff (JsonNode *node, const char *where, gboolean is_second,
             GError **error)
{
  g_auto (LimenCutoffData) data = { 0 };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (error, where, "this is not an object");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!read_rule (object, where, is_second, &data.is_reversed, error)
      || !read_texts (object, where, &data, error)
      || !read_kind (object, where, &data.kind, error)
      || !read_names (object, where, &data, error)
      || !check_reversed (&data, where, error)
      || !read_numbers (object, where, &data, error)
      || !read_grey_zone (object, where, &data, error)
      || !read_target_prevalence (object, where, &data, error)
      || !read_recalibration (object, where, &data, error)
      || !read_counts (object, where, &data, error)
      || !read_metrics (object, where, &data, error)
      || !read_provenance (object, where, &data, error))
    return NULL;
  return limen_cutoff_new_from_data (&data);
}

/* The cutoffs; and whether the file is of /2. */
static JsonArray *
find_array (JsonNode *root, const char *path, gboolean *is_second,
            GError **error)
{
  g_autofree char *schema = NULL;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, path, "this is no file of cutoffs");
      return NULL;
    }
  if (!limen_json_get_text (json_node_get_object (root), path, "schema", TRUE,
                            &schema, error))
    return NULL;
  *is_second = g_str_equal (schema, SCHEMA_2);
  if (!*is_second && !g_str_equal (schema, SCHEMA))
    {
      fail (error, path,
            "\"schema\" is neither \"" SCHEMA "\" nor \"" SCHEMA_2 "\"");
      return NULL;
    }
  node = json_object_get_member (json_node_get_object (root), "cutoffs");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      fail (error, path, "\"cutoffs\" is missing");
      return NULL;
    }
  return json_node_get_array (node);
}

static gboolean
append (GListStore *cutoffs, JsonNode *node, const char *where,
        gboolean is_second, GError **error)
{
  g_autoptr (LimenCutoff) cutoff
      = read_cutoff (node, where, is_second, error);

  if (cutoff != NULL)
    g_list_store_append (cutoffs, cutoff);
  return cutoff != NULL;
}

static gboolean
load_json (GListStore *cutoffs, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = limen_json_load (path, error);
  JsonArray *array;
  gboolean is_second;

  array = root != NULL ? find_array (root, path, &is_second, error) : NULL;
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *where = g_strdup_printf ("%s: cutoffs[%u]", path, i);

      if (!append (cutoffs, json_array_get_element (array, i), where,
                   is_second, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_csv (GListStore *cutoffs, const char *path, GError **error)
{
  g_autoptr (LimenCutoffCsv) csv = limen_cutoff_csv_load (path, error);

  for (guint i = 0; csv != NULL && i < csv->objects->len; i++)
    {
      g_autofree char *where
          = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, path,
                             g_array_index (csv->lines, guint64, i));
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (node, g_ptr_array_index (csv->objects, i));
      if (!append (cutoffs, node, where, csv->is_second, error))
        return FALSE;
    }
  return csv != NULL;
}

/* The first bytes of a regular file as text; NULL where there are none to
 * read. */
static char *
read_head (const char *path)
{
  g_autoptr (LimenSource) source = NULL;
  g_autofree char *head = g_malloc0 (HEAD_SIZE + 1);
  gsize length;

  if (g_str_equal (path, "-")) /* standard input is read once */
    return NULL;
  source = limen_source_open (path, NULL, NULL);
  return source != NULL && !limen_source_is_compressed (source)
                 && limen_source_read_all (source, head, HEAD_SIZE, &length,
                                           NULL)
             ? g_steal_pointer (&head)
             : NULL;
}

static const char *
skip_mark (const char *text)
{
  return g_str_has_prefix (text, "\357\273\277") ? text + 3 : text;
}

static gboolean
is_json (const char *head)
{
  head = skip_mark (head);
  while (g_ascii_isspace (*head))
    head++;
  return *head == '{' && strstr (head, SCHEMA_START) != NULL;
}

static gboolean
is_csv (const char *head)
{
  g_auto (GStrv) parts = g_strsplit (skip_mark (head), "\"", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  return g_str_has_prefix (plain, LIMEN_CUTOFF_CSV_HEADER)
         || g_str_has_prefix (plain, LIMEN_CUTOFF_CSV_HEADER_2);
}

/* Whether a file holds exported cutoffs, as JSON or CSV, by how it begins,
 * whatever its name. FALSE, and no error, where it cannot be read. */
gboolean
limen_cutoff_file_is (const char *path)
{
  g_autofree char *head = read_head (path);

  return head != NULL && (is_json (head) || is_csv (head));
}

/* Reads what limen_cutoff_file_save() wrote, as CSV where it begins so, else as
 * JSON: a new list of LimenCutoff, or NULL with an error that says where the
 * file is wrong. */
GListModel *
limen_cutoff_file_load (const char *path, GError **error)
{
  g_autofree char *head = read_head (path);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);

  if (!(head != NULL && is_csv (head) ? load_csv (cutoffs, path, error)
                                      : load_json (cutoffs, path, error)))
    return NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (cutoffs)) > 0)
    return G_LIST_MODEL (g_steal_pointer (&cutoffs));
  g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
               "%s: there is no cutoff in this file", path);
  return NULL;
}
