/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "display-text.h"
#include "screen-format.h"
#include "threshold.h"

/* Name of the recalibration method of a cutoff; NULL without a map. */
static const char *
get_map_name (LimenCutoff *cutoff)
{
  const LimenRecalibration *map = limen_cutoff_get_recalibration (cutoff);

  return map != NULL ? limen_recalibration_method_get_name (
                           limen_recalibration_get_method (map))
                     : NULL;
}

/* A threshold of the cutoff, in the units of its file. */
static char *
format_threshold (LimenCutoff *cutoff, double threshold)
{
  return limen_screen_format_threshold (limen_threshold_reverse (
      threshold, limen_cutoff_is_reversed (cutoff)));
}

/* The lower threshold as text; NULL without a grey zone. */
static char *
format_lower (LimenCutoff *cutoff)
{
  LimenCutoffGreyZone zone;

  return limen_cutoff_get_grey_zone (cutoff, &zone)
             ? format_threshold (cutoff, zone.refer_from)
             : NULL;
}

/* The threshold, or both thresholds of a grey zone: "0.3 to 0.5". A new
 * string. */
char *
limen_cutoff_text_format_thresholds (LimenCutoff *cutoff)
{
  g_autofree char *threshold = NULL, *lower = NULL;

  g_return_val_if_fail (LIMEN_IS_CUTOFF (cutoff), NULL);

  threshold
      = format_threshold (cutoff, limen_cutoff_get_threshold (cutoff));
  lower = format_lower (cutoff);
  /* Translators: the two thresholds of a grey zone. */
  return lower != NULL ? g_strdup_printf (_ ("%s to %s"), lower, threshold)
                       : g_steal_pointer (&threshold);
}

/* The thresholds for the recalibrated probabilities: "0.62", or "0.41 to
 * 0.62"; NULL without a map. */
static char *
format_calibrated (LimenCutoff *cutoff)
{
  double refer_from;
  g_autofree char *lower = NULL, *threshold = NULL;

  if (get_map_name (cutoff) == NULL)
    return NULL;
  refer_from = limen_cutoff_get_calibrated_refer_from (cutoff);
  lower = limen_screen_format_rounded_threshold (refer_from, 4);
  threshold = limen_screen_format_rounded_threshold (
      limen_cutoff_get_calibrated_threshold (cutoff), 4);
  return isnan (refer_from)
             ? g_steal_pointer (&threshold)
             /* Translators: the two thresholds of a grey zone. */
             : g_strdup_printf (_ ("%s to %s"), lower, threshold);
}

/* The decisions of the thresholds: "positive from 0.5 on". */
static char *
describe_thresholds (LimenCutoff *cutoff)
{
  gboolean is_low = limen_cutoff_is_reversed (cutoff);
  g_autofree char *threshold
      = format_threshold (cutoff, limen_cutoff_get_threshold (cutoff));
  g_autofree char *lower = format_lower (cutoff);

  if (lower == NULL)
    return is_low ? g_strdup_printf (_ ("positive up to %s: low scores mean "
                                        "positive"),
                                     threshold)
                  : g_strdup_printf (_ ("positive from %s on"), threshold);
  return is_low
             ? g_strdup_printf (_ ("negative above %s, positive up to %s, "
                                   "referred in between"),
                                lower, threshold)
             : g_strdup_printf (_ ("negative below %s, positive from %s on, "
                                   "referred in between"),
                                lower, threshold);
}

/* Describes a threshold that was set by hand, with the prevalence of its
 * population if one was set. A new string. */
static char *
describe_by_hand (LimenCutoff *cutoff)
{
  double prevalence = limen_cutoff_get_target_prevalence (cutoff);
  g_autofree char *text = limen_screen_format_exact (prevalence);

  return isnan (prevalence)
             ? g_strdup (_ ("set by hand"))
             : g_strdup_printf (_ ("set by hand, prevalence %s"), text);
}

static void
append_line (GString *text, const char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_zone (GString *text, LimenCutoff *cutoff)
{
  LimenCutoffGreyZone zone;
  g_autofree char *coverage = NULL, *error = NULL;

  if (!limen_cutoff_get_grey_zone (cutoff, &zone))
    return;
  coverage = limen_screen_format_value (zone.coverage, 3);
  error = limen_screen_format_value (zone.error, 3);
  g_string_append_printf (text, _ ("\n%s of the rows decided, error rate %s"),
                          coverage, error);
}

static void
append_map (GString *text, LimenCutoff *cutoff)
{
  g_autofree char *calibrated = format_calibrated (cutoff);

  if (calibrated != NULL)
    /* Translators: the last %s is the name of a method, such as “beta”. */
    g_string_append_printf (text, _ ("\n%s on the scale calibrated by %s"),
                            calibrated, get_map_name (cutoff));
}

/* The message for pinned cutoffs: one with its threshold, or a set with its
 * name. A new string. */
char *
limen_cutoff_text_describe_pinned (GPtrArray *cutoffs)
{
  LimenCutoff *cutoff = g_ptr_array_index (cutoffs, 0);
  g_autofree char *name = limen_display_text_new_name (
      limen_cutoff_get_name (cutoff), LIMEN_NAME_CHARS);
  g_autofree char *place = NULL, *calibrated = NULL;
  LimenCutoffGreyZone zone;
  gboolean has_zone;

  if (cutoffs->len > 1)
    return g_strdup_printf (
        _ ("Pinned %u thresholds as \342\200\234%s\342\200\235"), cutoffs->len,
        name);
  place = limen_cutoff_text_format_thresholds (cutoff);
  has_zone = limen_cutoff_get_grey_zone (cutoff, &zone);
  if (limen_cutoff_get_recalibration (cutoff) == NULL)
    return g_strdup_printf (
        has_zone ? _ ("Pinned thresholds %s as \342\200\234%s\342\200\235")
                 : _ ("Pinned threshold %s as \342\200\234%s\342\200\235"),
        place, name);
  calibrated = format_calibrated (cutoff);
  return g_strdup_printf (has_zone ? _ ("Pinned thresholds %s, recalibrated "
                                        "%s, as \342\200\234%s\342\200\235")
                                   : _ ("Pinned threshold %s, recalibrated "
                                        "%s, as \342\200\234%s\342\200\235"),
                          place, calibrated, name);
}

/* All facts about the cutoff, line by line, for a tooltip. A new string. */
char *
limen_cutoff_text_describe (LimenCutoff *cutoff)
{
  GString *text = g_string_new (NULL);
  g_autofree char *thresholds = NULL, *by_hand = NULL;
  const char *objective;
  LimenDecisionRule rule;

  g_return_val_if_fail (LIMEN_IS_CUTOFF (cutoff), NULL);

  thresholds = describe_thresholds (cutoff);
  by_hand = describe_by_hand (cutoff);
  objective = limen_cutoff_get_objective (cutoff);
  append_line (text, limen_cutoff_get_name (cutoff));
  append_line (text, thresholds);
  append_map (text, cutoff);
  append_line (text, objective != NULL ? objective : by_hand);
  append_zone (text, cutoff);
  append_line (text, limen_cutoff_get_file (cutoff));
  if (limen_cutoff_get_decision (cutoff, &rule))
    /* Translators: %s is a rule of decision. */
    g_string_append_printf (text, _ ("\nwith all classes: %s"),
                            _ (limen_decision_rule_get_title (rule)));
  return g_string_free (text, FALSE);
}

static void
append_part (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " \302\267 " : "",
                          part);
}

/* How the cutoff differs from the current scores: "for logits; here
 * probabilities", "calibrated by beta: 0.62", or why it does not apply; NULL
 * if it does not differ. */
char *
limen_cutoff_text_describe_origin (LimenSession *session, LimenCutoff *cutoff)
{
  LimenOneVsRest *class;
  LimenKind kind;
  GString *text;
  g_autofree char *reason = NULL, *calibrated = NULL, *map = NULL;
  g_autofree char *unit = NULL;

  g_return_val_if_fail (LIMEN_IS_CUTOFF (cutoff), NULL);

  text = g_string_new (NULL);
  class = limen_session_get_class (session);
  kind = limen_cutoff_get_kind (cutoff);
  reason = limen_session_explain_cutoff (session, cutoff);
  calibrated = format_calibrated (cutoff);
  map = calibrated != NULL
            /* Translators: a method, such as “beta”, and a threshold. */
            ? g_strdup_printf (_ ("calibrated by %s: %s"),
                               get_map_name (cutoff), calibrated)
            : NULL;
  if (reason != NULL && class != NULL)
    append_part (text, reason);
  else if (class != NULL
           && kind != limen_one_vs_rest_get_numbers (class)->kind)
    {
      unit = g_strdup_printf (
          /* Translators: two kinds of scores, such as “logits”. */
          _ ("for %s; here %s"), _ (limen_kind_get_title (kind)),
          _ (limen_kind_get_title (
              limen_one_vs_rest_get_numbers (class)->kind)));
      append_part (text, unit);
    }
  if (map != NULL)
    append_part (text, map);
  return g_string_free (text, text->len == 0);
}

/* "precision +0.012" */
static void
append_difference (GString *text, LimenMetricId metric, double difference)
{
  g_autofree char *number = limen_screen_format_value (fabs (difference), 3);

  g_string_append_printf (
      text, " %s %s%s,", _ (limen_metric_get_info (metric)->title),
      isnan (difference) ? "" : (difference < 0 ? "\342\210\222" : "+"),
      number);
}

/* How the decisions of cutoff b differ from those of cutoff a, on the rows of
 * the file: "November against October: Precision +0.012, Recall −0.045, 76
 * rows decided differently". A new string. */
char *
limen_cutoff_text_compare (LimenSession *session, LimenCutoff *a,
                           LimenCutoff *b, const LimenMetricId *metrics,
                           gsize n_metrics)
{
  g_autofree char *reason = NULL, *count = NULL;
  gulong n;
  GString *text;
  double flips;

  g_return_val_if_fail (LIMEN_IS_CUTOFF (a), NULL);
  g_return_val_if_fail (LIMEN_IS_CUTOFF (b), NULL);

  flips = limen_session_count_flips (session, a, b);
  if (isnan (flips))
    {
      LimenCutoff *foreign = b;

      reason = limen_session_explain_cutoff (session, b);
      if (reason == NULL)
        reason = limen_session_explain_cutoff (session, foreign = a);
      return g_strdup_printf (_ ("%s cannot be compared here: %s"),
                              limen_cutoff_get_name (foreign), reason);
    }
  text = g_string_new (NULL);
  g_string_append_printf (
      /* Translators: two names of cutoffs; differences follow. */
      text, _ ("%s against %s:"), limen_cutoff_get_name (b),
      limen_cutoff_get_name (a));
  for (gsize i = 0; i < n_metrics; i++)
    append_difference (
        text, metrics[i],
        limen_session_get_cutoff_value (session, b,
                                        (LimenMetric){ metrics[i], 1 })
            - limen_session_get_cutoff_value (session, a,
                                              (LimenMetric){ metrics[i], 1 }));
  count = limen_screen_format_count (flips);
  g_string_append_c (text, ' ');
  n = limen_screen_get_plural (flips);
  g_string_append_printf (text,
                          ngettext ("%s row decided differently",
                                    "%s rows decided differently", n),
                          count);
  return g_string_free (text, FALSE);
}
