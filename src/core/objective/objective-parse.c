/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective.h"

#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decimal.h"

static void
copy_trimmed (const char *text, size_t length, char *buffer, size_t size)
{
  while (length > 0 && isspace ((unsigned char) *text))
    {
      text++;
      length--;
    }
  while (length > 0 && isspace ((unsigned char) text[length - 1]))
    length--;
  if (length >= size)
    length = 0; /* too long for a metric */
  memcpy (buffer, text, length);
  buffer[length] = '\0';
}

/* Parses a finite number with a decimal point, in any locale; surrounding
 * blanks are allowed. */
static bool
parse_number (const char *text, double *number)
{
  char trimmed[64];
  locale_t plain;
  char *end;

  copy_trimmed (text, strlen (text), trimmed, sizeof trimmed);
  if (strspn (trimmed, "0123456789.eE+-") != strlen (trimmed))
    return false;
  plain = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  *number = strtod_l (trimmed, &end, plain);
  freelocale (plain);
  return end != trimmed && *end == '\0' && isfinite (*number);
}

/* Parses "METRIC>=X" or "METRIC<=X", in any locale; blanks around each part
 * are allowed. False, with *constraint untouched, on a syntax error. */
bool
limen_constraint_parse (const char *text, LimenConstraint *constraint)
{
  LimenConstraint parsed = { .relation = LIMEN_AT_LEAST };
  const char *sign = strstr (text, ">=");
  char name[LIMEN_METRIC_NAME_SIZE];

  if (sign == NULL)
    {
      sign = strstr (text, "<=");
      parsed.relation = LIMEN_AT_MOST;
    }
  if (sign == NULL)
    return false;
  copy_trimmed (text, (size_t) (sign - text), name, sizeof name);
  if (!limen_metric_parse (name, &parsed.metric)
      || !parse_number (sign + 2, &parsed.bound))
    return false;
  *constraint = parsed;
  return true;
}

/* Splits "WANTED-at-KEPT:NUMBER". */
static bool
split_point (const char *text, char *wanted, char *kept, size_t size,
             const char **number)
{
  const char *at = strstr (text, "-at-");
  const char *colon = at != NULL ? strchr (at, ':') : NULL;

  if (colon == NULL)
    return false;
  copy_trimmed (text, (size_t) (at - text), wanted, size);
  copy_trimmed (at + 4, (size_t) (colon - at - 4), kept, size);
  *number = colon + 1;
  return true;
}

static bool
parse_rate (const char *name, LimenMetric *metric)
{
  return limen_metric_parse (
      strcmp (name, "sensitivity") == 0 ? "recall" : name, metric);
}

static LimenObjective
new_in_better_direction (LimenMetric metric)
{
  return limen_objective_new (
      metric, limen_metric_get_info (metric.id)->is_lower_better);
}

static bool
parse_constrained_point (const char *text, LimenObjective *objective)
{
  char wanted[LIMEN_METRIC_NAME_SIZE], kept[LIMEN_METRIC_NAME_SIZE];
  LimenMetric metric;
  LimenConstraint constraint;
  const char *number;

  if (!split_point (text, wanted, kept, sizeof wanted, &number)
      || !parse_rate (wanted, &metric)
      || !parse_rate (kept, &constraint.metric)
      || !parse_number (number, &constraint.bound))
    return false;
  constraint.relation
      = limen_metric_get_info (constraint.metric.id)->is_lower_better
            ? LIMEN_AT_MOST
            : LIMEN_AT_LEAST;
  *objective = new_in_better_direction (metric);
  objective->constraints[objective->n_constraints++] = constraint;
  return true;
}

/* Parses the name of an operating point. "precision-at-recall:0.9", for any
 * two metrics: optimises the first, in the direction in which it is better,
 * under a bound on the second, an upper bound where lower is better
 * ("recall-at-fpr:0.01"). "equal-error-rate": fpr and fnr closest.
 * "closest-to-corner": ROC point closest to (0, 1). "break-even": precision
 * and recall closest. "prevalence-matching": as many predicted positives as
 * positives. False, with *objective untouched, for other names. */
bool
limen_objective_parse_point (const char *text, LimenObjective *objective)
{
  for (LimenMetricId id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      const char *point = limen_metric_get_info (id)->point;

      if (point != NULL && strcmp (text, point) == 0)
        {
          *objective = new_in_better_direction ((LimenMetric){ id, 1 });
          return true;
        }
    }
  return parse_constrained_point (text, objective);
}

/* Returns the text after a leading word and a blank; NULL if it begins
 * otherwise. */
static const char *
skip_word (const char *text, const char *word)
{
  size_t length = strlen (word);

  text += strspn (text, " ");
  return strncmp (text, word, length) == 0 && text[length] == ' '
             ? text + length + 1
             : NULL;
}

static bool
parse_setting (const char *text, LimenObjective *self)
{
  const struct
  {
    const char *name;
    double *value;
  } numbers[] = { { "fp-cost", &self->costs.fp_cost },
                  { "fn-cost", &self->costs.fn_cost },
                  { "tp-gain", &self->costs.tp_gain },
                  { "tn-gain", &self->costs.tn_gain },
                  { "prevalence", &self->prevalence } };

  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    {
      const char *rest = skip_word (text, numbers[i].name);

      if (rest != NULL)
        return parse_number (rest, numbers[i].value)
               && (numbers[i].value != &self->prevalence
                   || (self->prevalence > 0 && self->prevalence < 1));
    }
  self->has_row_costs = strcmp (text, "row-costs") == 0;
  return self->has_row_costs;
}

/* Parses one comma-separated part: a constraint or a setting. */
static bool
parse_part (const char *text, bool may_constrain, LimenObjective *self)
{
  if (may_constrain && self->n_constraints < LIMEN_MAX_CONSTRAINTS
      && limen_constraint_parse (text,
                                 &self->constraints[self->n_constraints]))
    {
      self->n_constraints++;
      return true;
    }
  return parse_setting (text, self);
}

static bool
parse_parts (char *text, bool may_constrain, LimenObjective *self)
{
  bool has_any = false;
  char *place;

  for (char *part = strtok_r (text, ",", &place); part != NULL;
       part = strtok_r (NULL, ",", &place))
    {
      char trimmed[LIMEN_METRIC_NAME_SIZE + LIMEN_DECIMAL_SIZE + 3];

      copy_trimmed (part, strlen (part), trimmed, sizeof trimmed);
      if (!parse_part (trimmed, may_constrain, self))
        return false;
      has_any = true;
    }
  return has_any;
}

static bool
parse_metric (const char *text, LimenObjective *objective)
{
  static const char subject[] = " subject to ";
  const char *rest = skip_word (text, "maximize");
  bool is_minimized = rest == NULL;
  char copy[LIMEN_OBJECTIVE_SIZE], name[LIMEN_METRIC_NAME_SIZE];
  LimenMetric metric;
  char *end, *constraints;

  if (is_minimized)
    rest = skip_word (text, "minimize");
  if (rest == NULL || strlen (rest) >= sizeof copy)
    return false;
  strcpy (copy, rest);
  constraints = strstr (copy, subject);
  end = constraints != NULL ? constraints : strchr (copy, ',');
  copy_trimmed (copy, end != NULL ? (size_t) (end - copy) : strlen (copy),
                name, sizeof name);
  if (!limen_metric_parse (name, &metric))
    return false;
  *objective = limen_objective_new (metric, is_minimized);
  return end == NULL
         || parse_parts (constraints != NULL ? constraints + strlen (subject)
                                             : end + 1,
                         constraints != NULL, objective);
}

/* Parses the text of a referral after limen_referral_get_start(): its bound,
 * then settings. */
static bool
parse_referral (const char *rest, LimenReferralKind kind,
                LimenObjective *objective)
{
  char copy[LIMEN_OBJECTIVE_SIZE];
  char *comma;
  double bound;

  if (strlen (rest) >= sizeof copy)
    return false;
  strcpy (copy, rest);
  comma = strchr (copy, ',');
  if (comma != NULL)
    *comma = '\0';
  if (!parse_number (copy, &bound))
    return false;
  *objective = limen_objective_new_referral (kind, bound);
  return comma == NULL || parse_parts (comma + 1, false, objective);
}

/* Parses the text that limen_objective_format() writes, in any locale. False,
 * with *objective untouched, on a syntax error. */
bool
limen_objective_parse (const char *text, LimenObjective *objective)
{
  LimenReferralKind kind = LIMEN_REFERRAL_NONE + 1;
  const char *start = NULL;
  LimenObjective parsed;

  for (; kind < LIMEN_N_REFERRALS; kind++)
    {
      start = limen_referral_get_start (kind);
      if (strncmp (text, start, strlen (start)) == 0)
        break;
    }
  if (!(kind < LIMEN_N_REFERRALS
            ? parse_referral (text + strlen (start), kind, &parsed)
            : parse_metric (text, &parsed)))
    return false;
  *objective = parsed;
  return true;
}
