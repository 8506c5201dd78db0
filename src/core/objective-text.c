#include "objective.h"

#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
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
    length = 0; /* no metric is called so */
  memcpy (buffer, text, length);
  buffer[length] = '\0';
}

static bool
parse_bound (const char *text, double *bound)
{
  char trimmed[64];
  locale_t plain;
  char *end;

  copy_trimmed (text, strlen (text), trimmed, sizeof trimmed);
  if (strspn (trimmed, "0123456789.eE+-") != strlen (trimmed))
    return false;
  plain = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  *bound = strtod_l (trimmed, &end, plain);
  freelocale (plain);
  return end != trimmed && *end == '\0' && isfinite (*bound);
}

/* "found", "unattainable" or "undefined"; static. */
const char *
limen_optimum_status_get_name (LimenOptimumStatus status)
{
  switch (status)
    {
    case LIMEN_OPTIMUM_FOUND:
      return "found";
    case LIMEN_OPTIMUM_UNATTAINABLE:
      return "unattainable";
    case LIMEN_OPTIMUM_UNDEFINED:
    default:
      return "undefined";
    }
}

/* Reads "METRIC>=X" or "METRIC<=X", blanks allowed around each part, in any
 * locale. False, and *constraint untouched, for anything else. */
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
      || !parse_bound (sign + 2, &parsed.bound))
    return false;
  *constraint = parsed;
  return true;
}

/* Writes what limen_constraint_parse() reads: "precision>=0.7". Returns the
 * buffer. */
char *
limen_constraint_format (LimenConstraint constraint, char *buffer, size_t size)
{
  char metric[LIMEN_METRIC_NAME_SIZE], bound[LIMEN_DECIMAL_SIZE];

  snprintf (buffer, size, "%s%s%s",
            limen_metric_format (constraint.metric, metric, sizeof metric),
            constraint.relation == LIMEN_AT_LEAST ? ">=" : "<=",
            limen_decimal_format (constraint.bound, bound, sizeof bound));
  return buffer;
}

/* Appends what fits, unless it is what nobody needs to say. */
static void
append (char *buffer, size_t size, const char *name, double value,
        double usual)
{
  size_t length = strlen (buffer);
  char number[LIMEN_DECIMAL_SIZE];

  if (value != usual)
    snprintf (buffer + length, size - length, ", %s %s", name,
              limen_decimal_format (value, number, sizeof number));
}

static bool
needs_costs (LimenMetric metric)
{
  return metric.id == LIMEN_METRIC_COST
         || metric.id == LIMEN_METRIC_NET_BENEFIT;
}

/* The costs, where any metric looks at them, and the population, if it is
 * another one. */
static void
append_circumstances (const LimenObjective *self, char *buffer, size_t size)
{
  bool has_costs = needs_costs (self->metric);

  for (size_t i = 0; i < self->n_constraints; i++)
    has_costs |= needs_costs (self->constraints[i].metric);
  if (has_costs)
    {
      LimenCosts usual = LIMEN_COSTS_DEFAULT;

      append (buffer, size, "fp-cost", self->costs.fp_cost, usual.fp_cost);
      append (buffer, size, "fn-cost", self->costs.fn_cost, usual.fn_cost);
      append (buffer, size, "tp-gain", self->costs.tp_gain, usual.tp_gain);
      append (buffer, size, "tn-gain", self->costs.tn_gain, usual.tn_gain);
    }
  if (!isnan (self->prevalence))
    append (buffer, size, "prevalence", self->prevalence, NAN);
}

/* Writes an objective as a sentence without a period: "maximize f1 subject to
 * precision>=0.7, recall>=0.5", with all that it depends on. Returns the
 * buffer; what does not fit is cut. */
char *
limen_objective_format (const LimenObjective *self, char *buffer, size_t size)
{
  char metric[LIMEN_METRIC_NAME_SIZE];
  size_t length;

  snprintf (buffer, size, "%s %s", self->is_minimized ? "minimize"
                                                      : "maximize",
            limen_metric_format (self->metric, metric, sizeof metric));
  for (size_t i = 0; i < self->n_constraints; i++)
    {
      char constraint[LIMEN_METRIC_NAME_SIZE + LIMEN_DECIMAL_SIZE + 3];

      limen_constraint_format (self->constraints[i], constraint,
                               sizeof constraint);
      length = strlen (buffer);
      snprintf (buffer + length, size - length, "%s%s",
                i == 0 ? " subject to " : ", ", constraint);
    }
  append_circumstances (self, buffer, size);
  return buffer;
}
