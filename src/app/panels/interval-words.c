/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interval-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

static const char *const methods[LIMEN_N_ESTIMATE_METHODS] = {
  [LIMEN_ESTIMATE_WILSON] = N_ ("Wilson's interval of a proportion"),
  [LIMEN_ESTIMATE_EXACT] = N_ ("exact, as a group of rows is empty"),
  [LIMEN_ESTIMATE_BOOTSTRAP]
  = N_ ("percentiles of resampled rows (bootstrap)"),
  [LIMEN_ESTIMATE_STANDARD_ERROR] = N_ ("from the standard error"),
  [LIMEN_ESTIMATE_DELONG] = N_ ("by the method of DeLong"),
  [LIMEN_ESTIMATE_OBUCHOWSKI] = N_ ("by the method of Obuchowski"),
  [LIMEN_ESTIMATE_JACKKNIFE] = N_ ("by the infinitesimal jackknife"),
  [LIMEN_ESTIMATE_BIN_ERRORS] = N_ ("from the errors of all bins"),
};

static char *
join_ends (const char *low, const char *high)
{
  /* Translators: a confidence interval after a value: "0.802 (0.786 to
     0.818)". */
  return g_strdup_printf (_ ("(%s to %s)"), low, high);
}

/* "(0.0878 to 0.0900)", with n_decimals; empty where there is none. */
char *
limen_interval_words_new (LimenInterval interval, int n_decimals)
{
  g_autofree char *low = limen_screen_format_value (interval.low, n_decimals);
  g_autofree char *high
      = limen_screen_format_value (interval.high, n_decimals);

  return isnan (interval.low) ? g_strdup ("") : join_ends (low, high);
}

/* "(0.786 to 0.818)", each end as limen_screen_format_short() writes it; empty
 * where there is none. */
char *
limen_interval_words_new_short (LimenInterval interval)
{
  g_autofree char *low = limen_screen_format_short (interval.low);
  g_autofree char *high = limen_screen_format_short (interval.high);

  return isnan (interval.low) ? g_strdup ("") : join_ends (low, high);
}

/* How an interval is computed and what it means, for a tooltip, or why there
 * is none. `is_apparent`: the threshold was chosen on these rows. */
char *
limen_interval_words_explain (const LimenEstimate *estimate,
                              const LimenBootstrap *plan, gboolean is_apparent)
{
  g_autofree char *percent
      = limen_screen_format_exact (limen_screen_to_percent (plan->confidence));
  GString *text = g_string_new (NULL);

  if (estimate->method == LIMEN_ESTIMATE_NONE)
    {
      g_string_append_printf (
          text, _ ("No interval: %s"),
          _ (limen_no_interval_describe (estimate->reason)));
      return g_string_free (text, FALSE);
    }
  /* Translators: the confidence, and how the interval is computed. */
  g_string_append_printf (text, _ ("%s\342\200\257%% interval: %s"), percent,
                          _ (methods[estimate->method]));
  if (estimate->method == LIMEN_ESTIMATE_BOOTSTRAP)
    g_string_append_printf (text, _ ("; %u resamples, seed %u"),
                            plan->n_resamples, (guint) plan->seed);
  if (is_apparent)
    g_string_append_printf (
        text, "\n%s",
        _ ("Apparent: if the threshold was chosen on these rows, value and "
           "interval are too good"));
  return g_string_free (text, FALSE);
}

/* A title and an explanation, each on a line of its own; either may be NULL.
 */
char *
limen_interval_words_join (const char *title, const char *explanation)
{
  if (title == NULL || explanation == NULL)
    return g_strdup (title != NULL ? title : explanation);
  return g_strconcat (title, "\n", explanation, NULL);
}
