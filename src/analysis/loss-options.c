/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-options.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "kind.h"
#include "number.h"
#include "report-error.h"

#define NUMBER(MEMBER) .offset = G_STRUCT_OFFSET (LimenLossOptions, MEMBER)

static const LimenLossParameter parameters[LIMEN_N_LOSS_PARAMETERS] = {
  [LIMEN_LOSS_POS_WEIGHT]
  = { "pos-weight", "X", N_ ("Weight of positives in BCE of logits (1)"),
      N_ ("a weight of positives applies only to the binary cross-entropy of "
          "logits"),
      NUMBER (pos_weight), .default_value = 1, .most = INFINITY },
  [LIMEN_LOSS_CLASS_WEIGHTS]
  = { "class-weight", N_ ("NAME=X"),
      N_ ("Weight of a class in cross-entropy (repeat)"),
      N_ ("class weights apply only to cross-entropy with a score column for "
          "each of several classes or labels"),
      NUMBER (class_weights), .is_list = TRUE, .is_of_classes = TRUE },
  [LIMEN_LOSS_LABEL_SMOOTHING]
  = { "label-smoothing", "E", N_ ("Label smoothing of cross-entropy (0)"),
      N_ ("label smoothing applies only to cross-entropy where each row has "
          "one of several classes and each class a score column"),
      NUMBER (label_smoothing), .most = 1 },
  [LIMEN_LOSS_VARIANCE]
  = { "fixed-variance", "X", N_ ("Variance of a regression (1)"),
      N_ ("a fixed variance applies only to a regression without a column of "
          "variances"),
      NUMBER (variance), .default_value = 1, .most = INFINITY },
  [LIMEN_LOSS_DICE_SMOOTH]
  = { "dice-smooth", "X", N_ ("Smoothing of Dice (0)"),
      N_ ("Dice smoothing applies only to probabilities and logits"),
      NUMBER (dice_smooth), .most = INFINITY },
  [LIMEN_LOSS_FOCAL_GAMMA]
  = { "focal-gamma", "X", N_ ("Gamma of focal loss, computed only if given"),
      N_ ("focal loss applies only to probabilities and logits"),
      NUMBER (focal_gamma), .default_value = NAN, .most = INFINITY },
  [LIMEN_LOSS_FOCAL_ALPHA]
  = { "focal-alpha", "A", N_ ("Weight of positives in focal loss (-1: none)"),
      N_ ("the alpha of focal loss applies only to two classes or several "
          "labels; where each row has one of several classes, give "
          "--class-weight"),
      NUMBER (focal_alpha), .default_value = -1, .least = -1, .most = 1 },
};

/* Returns the description of a parameter; static. */
const LimenLossParameter *
limen_loss_parameter_get (LimenLossParameterId parameter)
{
  return &parameters[parameter];
}

static void
clear_term (gpointer data)
{
  LimenLossTerm *term = data;

  g_free (term->key);
}

static GArray *
new_terms (void)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (LimenLossTerm));

  g_array_set_clear_func (terms, clear_term);
  return terms;
}

/* Returns options with default values; free with limen_loss_options_free(). */
LimenLossOptions *
limen_loss_options_new (void)
{
  LimenLossOptions *self = g_new0 (LimenLossOptions, 1);

  self->terms = new_terms ();
  self->class_weights = new_terms ();
  for (guint i = 0; i < LIMEN_N_LOSS_PARAMETERS; i++)
    if (!parameters[i].is_list)
      *limen_loss_options_get_number (self, i) = parameters[i].default_value;
  return self;
}

/* Frees the options. NULL is ignored. */
void
limen_loss_options_free (LimenLossOptions *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->terms);
  g_array_unref (self->class_weights);
  g_free (self);
}

/* Returns a pointer to the number of a parameter, which must not be a list. */
double *
limen_loss_options_get_number (LimenLossOptions *self,
                               LimenLossParameterId parameter)
{
  g_assert (!parameters[parameter].is_list);
  return &G_STRUCT_MEMBER (double, self, parameters[parameter].offset);
}

/* Whether a parameter differs from its default. */
gboolean
limen_loss_options_is_given (const LimenLossOptions *self,
                             LimenLossParameterId parameter)
{
  const LimenLossParameter *info = &parameters[parameter];
  double number;

  if (info->is_list)
    return G_STRUCT_MEMBER (GArray *, self, info->offset)->len > 0;
  number = G_STRUCT_MEMBER (double, self, info->offset);
  return isnan (info->default_value) ? !isnan (number)
                                     : number != info->default_value;
}

/* Parses NAME=X at the last "=", as names may contain some. */
static gboolean
parse_term (const char *text, LimenLossTerm *term)
{
  const char *equals = strrchr (text, '=');

  if (equals == NULL || equals == text
      || !limen_number_parse (equals + 1, strlen (equals + 1), '.',
                              &term->weight))
    return FALSE;
  term->key = g_strndup (text, (gsize) (equals - text));
  return TRUE;
}

/* Parses terms like "bce=0.5,dice=0.5" and appends them. FALSE with an error
 * on a syntax error. */
gboolean
limen_loss_options_add_terms (LimenLossOptions *self, const char *text,
                              GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      LimenLossTerm term;

      if (!parse_term (g_strstrip (parts[i]), &term))
        return limen_report_fail (
            error, LIMEN_REPORT_ERROR_OPTIONS,
            "\"%s\" is not a list of losses with weights; write it like "
            "bce=0.5,dice=0.5",
            text);
      g_array_append_val (self->terms, term);
    }
  return TRUE;
}

/* Parses a class weight like "cat=2.5" and appends it. FALSE with an error on
 * a syntax error. */
gboolean
limen_loss_options_add_class_weight (LimenLossOptions *self, const char *text,
                                     GError **error)
{
  LimenLossTerm term = { NULL, -1 };

  if (parse_term (text, &term) && term.weight >= 0)
    {
      g_array_append_val (self->class_weights, term);
      return TRUE;
    }
  clear_term (&term);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_OPTIONS,
      "\"%s\" is not a class with a weight of 0 or more; write it like "
      "cat=2.5",
      text);
}
