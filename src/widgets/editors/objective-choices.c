/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-choices.h"

#include <glib/gi18n.h>

#include "decimal.h"

/* Groups of choices, in list order. */
typedef enum
{
  GROUP_MAXIMIZE,
  GROUP_BOUND,
  GROUP_COSTS,
  GROUP_REFERRALS,
  GROUP_POINTS,
  GROUP_MINIMIZE,
  N_GROUPS
} Group;

static const char *const group_titles[N_GROUPS] = {
  [GROUP_MAXIMIZE] = N_ ("Maximise"),
  [GROUP_BOUND] = N_ ("Under a constraint"),
  [GROUP_COSTS] = N_ ("Costs"),
  [GROUP_REFERRALS] = N_ ("Refer uncertain rows"),
  [GROUP_POINTS] = N_ ("Named points"),
  [GROUP_MINIMIZE] = N_ ("Minimise"),
};

/* The most common metrics come first; all others follow. */
static const LimenMetricId common[] = {
  LIMEN_METRIC_F1,       LIMEN_METRIC_FBETA,
  LIMEN_METRIC_MCC,      LIMEN_METRIC_YOUDEN_J,
  LIMEN_METRIC_ACCURACY, LIMEN_METRIC_BALANCED_ACCURACY,
  LIMEN_METRIC_COST,     LIMEN_METRIC_PRECISION,
  LIMEN_METRIC_RECALL,   LIMEN_METRIC_SPECIFICITY,
};

/* Operating points by the names of limen_objective_parse_point(), with their
 * titles; then the referrals. */
static const LimenNamedPoint points[] = {
  { "equal-error-rate", N_ ("Equal error rate") },
  { "closest-to-corner", N_ ("Closest to (0, 1)") },
  { "break-even", N_ ("Break-even: precision = recall") },
  { "prevalence-matching", N_ ("Prevalence matching") },
  { "precision-at-recall", N_ ("Precision at recall \342\211\245"),
    N_ ("recall at least"), 0.9, 1, 0.01 },
  { "recall-at-precision", N_ ("Recall at precision \342\211\245"),
    N_ ("precision at least"), 0.9, 1, 0.01 },
  { "sensitivity-at-specificity",
    N_ ("Sensitivity at specificity \342\211\245"),
    N_ ("specificity at least"), 0.95, 1, 0.01 },
  { "specificity-at-sensitivity",
    N_ ("Specificity at sensitivity \342\211\245"),
    N_ ("sensitivity at least"), 0.95, 1, 0.01 },
  { "recall-at-fpr", N_ ("Recall at FPR \342\211\244"),
    N_ ("false positive rate at most"), 0.01, 1, 0.01 },
  { NULL, N_ ("Minimise cost, with referral"), N_ ("cost of referring a row"),
    0.2, 1e9, 0.1, LIMEN_REFERRAL_COST },
  { NULL, N_ ("Coverage at error rate \342\211\244"),
    N_ ("error rate at most"), 0.05, 1, 0.01, LIMEN_REFERRAL_MAX_ERROR },
  { NULL, N_ ("Accuracy at coverage \342\211\245"), N_ ("coverage at least"),
    0.9, 1, 0.01, LIMEN_REFERRAL_MIN_COVERAGE },
};

/* The objective of a named operating point or a referral; `bound` is ignored
 * if the point has no bound. */
LimenObjective
limen_named_point_get_objective (const LimenNamedPoint *point, double bound)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  char number[LIMEN_DECIMAL_SIZE];
  g_autofree char *text = NULL;

  if (point->referral != LIMEN_REFERRAL_NONE)
    return limen_objective_new_referral (point->referral, bound);
  text = point->bound_title == NULL
             ? g_strdup (point->name)
             : g_strdup_printf (
                 "%s:%s", point->name,
                 limen_decimal_format (bound, number, sizeof number));
  if (!limen_objective_parse_point (text, &objective))
    g_warn_if_reached ();
  return objective;
}

static void
add_choice (GArray *choices, LimenMetricId metric, gboolean is_minimized)
{
  LimenObjectiveChoice choice = { metric, is_minimized, NULL };

  g_array_append_val (choices, choice);
}

static void
add_point (GArray *choices, const LimenNamedPoint *point)
{
  LimenObjective objective
      = limen_named_point_get_objective (point, point->bound);
  LimenObjectiveChoice choice
      = { objective.metric.id, objective.is_minimized, point };

  g_array_append_val (choices, choice);
}

static Group
get_group (const LimenObjectiveChoice *choice)
{
  if (choice->point != NULL && choice->point->referral != LIMEN_REFERRAL_NONE)
    return GROUP_REFERRALS;
  if (choice->point != NULL)
    return choice->point->bound_title != NULL ? GROUP_BOUND : GROUP_POINTS;
  if (limen_metric_get_info (choice->metric)->is_of_costs)
    return GROUP_COSTS;
  return choice->is_minimized ? GROUP_MINIMIZE : GROUP_MAXIMIZE;
}

/* Whether a metric's title begins with a person's name. */
static gboolean
is_named_after_person (LimenMetricId metric)
{
  return metric == LIMEN_METRIC_YOUDEN_J || metric == LIMEN_METRIC_KAPPA
         || metric == LIMEN_METRIC_FOWLKES_MALLOWS
         || metric == LIMEN_METRIC_JACCARD;
}

/* A metric's title within a sentence, as a new string: "false positive rate",
 * but "F1", "MCC" and "Youden's J". */
static char *
make_inner_title (LimenMetricId metric)
{
  const char *english = limen_metric_get_info (metric)->title;
  const char *translated = _ (english);
  char *title = g_strdup (translated);

  /* Translated titles are already capitalized as within a sentence. */
  if (translated == english && g_ascii_islower (title[1])
      && !is_named_after_person (metric))
    title[0] = g_ascii_tolower (title[0]);
  return title;
}

/* The title of a choice in the user's language, under the heading of its
 * group; a new string. */
char *
limen_objective_choice_make_title (const LimenObjectiveChoice *choice)
{
  g_autofree char *metric = make_inner_title (choice->metric);

  if (choice->point != NULL)
    return g_strdup (_ (choice->point->title));
  /* Translators: %s is a metric, such as “F1”. */
  return choice->is_minimized ? g_strdup_printf (_ ("Minimise %s"), metric)
                              : g_strdup_printf (_ ("Maximise %s"), metric);
}

static gboolean
is_common (LimenMetricId metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (common[i] == metric)
      return TRUE;
  return FALSE;
}

/* Builds the list of all choices, the most common ones first. */
static GArray *
new_choices (void)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (LimenObjectiveChoice));

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    add_choice (choices, common[i],
                limen_metric_get_info (common[i])->is_lower_better);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    add_point (choices, &points[i]);
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (!is_common (i))
      add_choice (choices, i, limen_metric_get_info (i)->is_lower_better);
  /* Metrics without a better direction can be minimised or maximised under
   * constraints, such as the fewest alarms for a given recall. */
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (limen_metric_get_info (i)->rewards == NULL)
      add_choice (choices, i, !limen_metric_get_info (i)->is_lower_better);
  return choices;
}

/* All choices of an objective, by group: a new array of
 * LimenObjectiveChoice. */
GArray *
limen_objective_choices_new (void)
{
  g_autoptr (GArray) all = new_choices ();
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (LimenObjectiveChoice));

  for (Group group = 0; group < N_GROUPS; group++)
    for (guint i = 0; i < all->len; i++)
      if (get_group (&g_array_index (all, LimenObjectiveChoice, i)) == group)
        g_array_append_vals (choices,
                             &g_array_index (all, LimenObjectiveChoice, i), 1);
  return choices;
}

/* The translated heading of the group whose first choice is at `index`;
 * static. NULL if that choice is not the first of a group. */
const char *
limen_objective_choices_get_heading (const GArray *choices, guint index)
{
  Group group
      = get_group (&g_array_index (choices, LimenObjectiveChoice, index));

  return index == 0
                 || get_group (&g_array_index (choices, LimenObjectiveChoice,
                                               index - 1))
                        != group
             ? _ (group_titles[group])
             : NULL;
}

/* Whether an objective has the metric and bound of an operating point; other
 * constraints are ignored. */
static gboolean
is_at_point (const LimenObjective *objective, const LimenNamedPoint *point)
{
  LimenObjective expected = limen_named_point_get_objective (point, 0);

  if (point->referral != LIMEN_REFERRAL_NONE
      || limen_objective_refers (objective))
    return point->referral == objective->referral.kind;
  return expected.n_constraints == 0
         || (objective->n_constraints > 0
             && objective->constraints[0].metric.id
                    == expected.constraints[0].metric.id
             && objective->constraints[0].relation
                    == expected.constraints[0].relation);
}

/* The index of the choice that an objective corresponds to, ignoring
 * further constraints; a named point takes precedence over its bare metric.
 * -1: none. */
int
limen_objective_choices_find (const GArray *choices,
                              const LimenObjective *objective)
{
  int found = -1;

  for (guint i = 0; i < choices->len; i++)
    {
      const LimenObjectiveChoice *choice
          = &g_array_index (choices, LimenObjectiveChoice, i);

      if (choice->metric != objective->metric.id
          || !choice->is_minimized != !objective->is_minimized)
        continue;
      if (choice->point != NULL && is_at_point (objective, choice->point))
        return (int) i;
      if (choice->point == NULL && found < 0)
        found = (int) i;
    }
  return found;
}
