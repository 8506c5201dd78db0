#include "choose-grey-zone.h"

#include <stdio.h>

#include "choose-classes.h"
#include "cli.h"
#include "cutoff-file.h"
#include "decimal.h"
#include "threshold.h"

static int
fail_unattainable (const LimenGreyZoneObjective *objective,
                   const LimenGreyZone *zone)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  fprintf (stderr, "cannot be met: %s\n",
           limen_grey_zone_objective_format (objective, text, sizeof text));
  if (zone->status == LIMEN_OPTIMUM_UNDEFINED)
    fputs ("a class has no rows, so the population is not known\n", stderr);
  else
    fprintf (stderr,
             "nearest are an error of %.6g and a coverage of %.6g\n",
             zone->error, zone->coverage);
  return LIMEN_EXIT_UNATTAINABLE;
}

/* In the units of the file. */
static void
print_edge (const char *what, LimenGreyZoneEdge edge, gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];

  limen_interval_reverse (&edge.low, &edge.high, is_reversed);
  printf ("%s %s; ", what,
          limen_threshold_format (
              limen_threshold_reverse (edge.threshold, is_reversed), number,
              sizeof number));
  printf ("alike %s %s ", is_reversed ? "from" : "above",
          limen_decimal_format (edge.low, number, sizeof number));
  printf ("%s %s\n", is_reversed ? "to below" : "up to",
          limen_decimal_format (edge.high, number, sizeof number));
}

static void
print_zone (const LimenGreyZoneObjective *objective, const LimenGreyZone *zone,
            gboolean is_reversed)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  printf ("%s: %.6g\n",
          limen_grey_zone_objective_format (objective, text, sizeof text),
          limen_grey_zone_objective_value (objective, zone));
  print_edge (is_reversed ? "positive up to" : "positive from",
              zone->positive_from, is_reversed);
  if (zone->refer_from.candidate == zone->positive_from.candidate)
    printf ("negative %s it; no row is referred\n",
            is_reversed ? "above" : "below");
  else
    print_edge (is_reversed ? "negative above" : "negative below",
                zone->refer_from, is_reversed);
  printf ("coverage %.6g, error %.6g; referred: %.6g positive, %.6g "
          "negative\n",
          zone->coverage, zone->error, zone->referred_positives,
          zone->referred_negatives);
}

static gboolean
save (const char *name, LimenOneVsRest *class,
      const LimenGreyZoneObjective *objective, const LimenGreyZone *zone,
      const char *path, const char *format, GError **error)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new_with_grey_zone (name, class, objective, zone);

  g_list_store_append (cutoffs, cutoff);
  return limen_cutoff_file_save_as (G_LIST_MODEL (cutoffs), path, format,
                                    error);
}

/* Finds the two thresholds of a class that serve an objective best, saves them
 * as a cutoff and says so; returns how the program ends. */
int
limen_cli_choose_grey_zone (LimenOneVsRest *class,
                            const LimenGreyZoneObjective *objective,
                            const char *name, const char *path,
                            const char *format)
{
  LimenGreyZone zone;
  GError *error = NULL;

  if (!limen_grey_zone_optimize (
          objective, limen_one_vs_rest_get_sweep (class), &zone))
    {
      LimenDataset *dataset = limen_one_vs_rest_get_dataset (class);

      limen_dataset_fail_memory (dataset, "to search for two thresholds",
                                 &error);
      return limen_cli_fail (LIMEN_EXIT_INPUT, error);
    }
  if (zone.status == LIMEN_OPTIMUM_NO_POSITIVES)
    limen_choose_print_no_positives (limen_one_vs_rest_get_name (class),
                                     FALSE);
  else if (zone.status != LIMEN_OPTIMUM_FOUND)
    return fail_unattainable (objective, &zone);
  if (!save (name, class, objective, &zone, path, format, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  print_zone (objective, &zone,
              limen_sweep_is_reversed (limen_one_vs_rest_get_sweep (class)));
  limen_cli_print_saved (path);
  return LIMEN_EXIT_DONE;
}
