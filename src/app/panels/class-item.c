/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-item.h"

#include <math.h>

#include "screen-format.h"

struct _LimenClassItem
{
  GObject parent_instance;

  gsize class;
  char *name;
  double rows, auc, threshold;
  LimenClassRates rates; /* NaN until computed */
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_ROWS,
  PROP_AUC,
  PROP_THRESHOLD,
  PROP_PRECISION,
  PROP_RECALL,
  PROP_ROWS_TEXT,
  PROP_AUC_TEXT,
  PROP_THRESHOLD_TEXT,
  PROP_PRECISION_TEXT,
  PROP_RECALL_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenClassItem, limen_class_item, G_TYPE_OBJECT)

static void
limen_class_item_get_property (GObject *object, guint id, GValue *value,
                               GParamSpec *pspec)
{
  LimenClassItem *self = LIMEN_CLASS_ITEM (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ROWS:
      g_value_set_double (value, self->rows);
      break;
    case PROP_AUC:
      g_value_set_double (value, self->auc);
      break;
    case PROP_THRESHOLD:
      g_value_set_double (value, self->threshold);
      break;
    case PROP_PRECISION:
      g_value_set_double (value, self->rates.precision);
      break;
    case PROP_RECALL:
      g_value_set_double (value, self->rates.recall);
      break;
    case PROP_ROWS_TEXT:
      g_value_take_string (value, limen_screen_format_count (self->rows));
      break;
    case PROP_AUC_TEXT:
      g_value_take_string (value, limen_screen_format_value (self->auc, 3));
      break;
    case PROP_THRESHOLD_TEXT:
      g_value_take_string (value,
                           limen_screen_format_threshold (self->threshold));
      break;
    case PROP_PRECISION_TEXT:
      g_value_take_string (
          value, limen_screen_format_value (self->rates.precision, 3));
      break;
    case PROP_RECALL_TEXT:
      g_value_take_string (value,
                           limen_screen_format_value (self->rates.recall, 3));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_class_item_finalize (GObject *object)
{
  g_free (LIMEN_CLASS_ITEM (object)->name);
  G_OBJECT_CLASS (limen_class_item_parent_class)->finalize (object);
}

static GParamSpec *
new_number (const char *name)
{
  return g_param_spec_double (name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
new_text (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
limen_class_item_class_init (LimenClassItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_class_item_get_property;
  object_class->finalize = limen_class_item_finalize;
  properties[PROP_NAME] = new_text ("name");
  properties[PROP_ROWS] = new_number ("rows");
  properties[PROP_AUC] = new_number ("auc");
  properties[PROP_THRESHOLD] = new_number ("threshold");
  properties[PROP_PRECISION] = new_number ("precision");
  properties[PROP_RECALL] = new_number ("recall");
  properties[PROP_ROWS_TEXT] = new_text ("rows-text");
  properties[PROP_AUC_TEXT] = new_text ("auc-text");
  properties[PROP_THRESHOLD_TEXT] = new_text ("threshold-text");
  properties[PROP_PRECISION_TEXT] = new_text ("precision-text");
  properties[PROP_RECALL_TEXT] = new_text ("recall-text");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_class_item_init (LimenClassItem *self)
{
  self->rates = (LimenClassRates){ NAN, NAN };
}

/* Takes the current threshold of the class from the session; NaN for
 * decisions, which have none. */
void
limen_class_item_update (LimenClassItem *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_CLASS_ITEM (self));

  self->threshold
      = limen_session_has_thresholds (session)
            ? limen_threshold_set_get (limen_session_get_thresholds (session),
                                       self->class)
            : (double) NAN;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD_TEXT]);
}

/* Sets precision and recall of the class at its threshold; NaN: undefined. */
void
limen_class_item_set_rates (LimenClassItem *self, LimenClassRates rates)
{
  static const guint changed[] = { PROP_PRECISION, PROP_RECALL,
                                   PROP_PRECISION_TEXT, PROP_RECALL_TEXT };

  g_return_if_fail (LIMEN_IS_CLASS_ITEM (self));

  self->rates = rates;
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[changed[i]]);
}

/* A new item for the class with an index from 0, with its current threshold.
 * Precision and recall are NaN until limen_class_item_set_rates() is called.
 * The session must have an analysis. */
LimenClassItem *
limen_class_item_new (LimenSession *session, gsize class)
{
  LimenClassItem *self = g_object_new (LIMEN_TYPE_CLASS_ITEM, NULL);
  LimenAnalysis *analysis = limen_session_get_analysis (session);

  self->class = class;
  self->name = g_strdup (limen_threshold_scores_get_class_name (
      limen_analysis_get_scores (analysis), class));
  self->rows = (double) limen_dataset_get_class_rows (
      limen_analysis_get_dataset (analysis), class);
  self->auc = limen_analysis_get_summary (analysis, class)->ranking.roc_auc;
  limen_class_item_update (self, session);
  return self;
}

/* Index of the class in the analysis, from 0. */
gsize
limen_class_item_get_class (LimenClassItem *self)
{
  g_return_val_if_fail (LIMEN_IS_CLASS_ITEM (self), 0);

  return self->class;
}
