/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitted-view.h"

#include <glib/gi18n.h>

#include "first-view.h"

/* A view property that is also a setting. */
typedef struct
{
  GObject *object; /* borrowed */
  const char *property;
  const char *key;
  gboolean is_fitted; /* turned on automatically */
} Choice;

typedef enum
{
  LOGIT_AXIS,
  LOG_HEIGHT,
  N_CHOICES
} ChoiceId;

struct _LimenFittedView
{
  GObject parent_instance;

  LimenSession *session; /* borrowed */
  GSettings *settings;   /* NULL if nothing is stored */
  Choice choices[N_CHOICES];
  gboolean is_fitting; /* properties change, but not by the user */
  char *path;          /* path of the loaded file; NULL before the first */
  GHashTable *chosen;  /* paths of files for which the user made a choice */
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenFittedView, limen_fitted_view, G_TYPE_OBJECT)

static gboolean
is_on (const Choice *choice)
{
  gboolean value;

  g_object_get (choice->object, choice->property, &value, NULL);
  return value;
}

/* Turns the wanted options on, and turns others off if they were turned on
 * automatically. */
static void
fit (LimenFittedView *self, LimenFirstView view)
{
  const gboolean wanted[]
      = { [LOGIT_AXIS] = view.has_logit_axis,
          [LOG_HEIGHT] = view.has_log_height };

  self->is_fitting = TRUE;
  for (gsize i = 0; i < N_CHOICES; i++)
    {
      Choice *choice = &self->choices[i];

      if (wanted[i] == choice->is_fitted || (wanted[i] && is_on (choice)))
        continue;
      choice->is_fitted = wanted[i];
      g_object_set (choice->object, choice->property, wanted[i], NULL);
    }
  self->is_fitting = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
fit_to (LimenFittedView *self, LimenOneVsRest *class, const char *path)
{
  LimenFirstView view = { FALSE, FALSE };
  LimenKind kind;

  if (g_strcmp0 (path, self->path) == 0 || class == NULL)
    return;
  kind = limen_one_vs_rest_get_numbers (class)->kind;
  if (limen_kind_has_thresholds (kind)
      && !g_hash_table_contains (self->chosen, path))
    view = limen_first_view_choose (kind, limen_one_vs_rest_get_sweep (class));
  fit (self, view);
}

static void
analysis_changed_cb (LimenSession *session, LimenFittedView *self)
{
  const char *path
      = limen_dataset_get_path (limen_session_get_dataset (session));

  fit_to (self, limen_session_get_class (session), path);
  g_free (self->path);
  self->path = g_strdup (path);
}

/* Decides by the sample already; the decision is made again once all rows are
 * read. */
static void
sample_preview_changed_cb (LimenSession *session, LimenFittedView *self)
{
  LimenSamplePreview *preview = limen_session_get_sample_preview (session);

  if (preview != NULL)
    fit_to (self, limen_sample_preview_get_class (preview),
            limen_session_get_loading_path (session));
}

/* The path of the visible file: the one being read if it has a preview; NULL
 * before the first. */
static const char *
get_path (LimenFittedView *self)
{
  return limen_session_get_sample_preview (self->session) != NULL
             ? limen_session_get_loading_path (self->session)
             : self->path;
}

static void
store (LimenFittedView *self, const Choice *choice)
{
  if (self->settings != NULL
      && g_settings_get_boolean (self->settings, choice->key)
             != is_on (choice))
    g_settings_set_boolean (self->settings, choice->key, is_on (choice));
}

/* Records that the user made a choice for the file. */
static void
keep_choice (LimenFittedView *self)
{
  const char *path = get_path (self);

  if (path != NULL)
    g_hash_table_add (self->chosen, g_strdup (path));
}

static void
choice_changed_cb (GObject *object, GParamSpec *pspec, LimenFittedView *self)
{
  if (self->is_fitting)
    return;
  for (gsize i = 0; i < N_CHOICES; i++)
    if (self->choices[i].object == object
        && g_str_equal (self->choices[i].property, pspec->name))
      {
        self->choices[i].is_fitted = FALSE;
        store (self, &self->choices[i]);
      }
  keep_choice (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
limen_fitted_view_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (
        value, limen_fitted_view_get_label (LIMEN_FITTED_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_fitted_view_finalize (GObject *object)
{
  LimenFittedView *self = LIMEN_FITTED_VIEW (object);

  g_clear_object (&self->settings);
  g_free (self->path);
  g_hash_table_unref (self->chosen);
  G_OBJECT_CLASS (limen_fitted_view_parent_class)->finalize (object);
}

static void
limen_fitted_view_class_init (LimenFittedViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_fitted_view_get_property;
  object_class->finalize = limen_fitted_view_finalize;
  properties[PROP_LABEL]
      = g_param_spec_string ("label", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_fitted_view_init (LimenFittedView *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Controls the axis of a session and the height of a histogram; both must
 * outlive the object. */
LimenFittedView *
limen_fitted_view_new (LimenSession *session, LimenHistogramView *histogram)
{
  LimenFittedView *self = g_object_new (LIMEN_TYPE_FITTED_VIEW, NULL);

  self->session = session;
  self->choices[LOGIT_AXIS]
      = (Choice){ G_OBJECT (session), "logit-axis", "logit-axis", FALSE };
  self->choices[LOG_HEIGHT]
      = (Choice){ G_OBJECT (histogram), "log-y", "histogram-log", FALSE };
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "sample-preview-changed",
                           G_CALLBACK (sample_preview_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::logit-axis",
                           G_CALLBACK (choice_changed_cb), self, 0);
  g_signal_connect_object (histogram, "notify::log-y",
                           G_CALLBACK (choice_changed_cb), self, 0);
  return self;
}

/* Loads the user's choices from settings, and stores later ones there; call it
 * once. */
void
limen_fitted_view_bind_settings (LimenFittedView *self, GSettings *settings)
{
  g_return_if_fail (LIMEN_IS_FITTED_VIEW (self));

  g_set_object (&self->settings, settings);
  for (gsize i = 0; i < N_CHOICES; i++)
    g_settings_bind (settings, self->choices[i].key, self->choices[i].object,
                     self->choices[i].property, G_SETTINGS_BIND_GET);
}

/* What was turned on automatically, in the user's language; NULL if nothing.
 * Static. */
const char *
limen_fitted_view_get_label (LimenFittedView *self)
{
  static const char *const labels[]
      = { NULL, N_ ("logit axis"), N_ ("log height"),
          N_ ("logit axis, log height") };
  const char *label;

  g_return_val_if_fail (LIMEN_IS_FITTED_VIEW (self), NULL);

  label = labels[self->choices[LOGIT_AXIS].is_fitted
                 + 2 * self->choices[LOG_HEIGHT].is_fitted];
  return label != NULL ? _ (label) : NULL;
}

/* Whether the logarithmic height was turned on automatically. */
gboolean
limen_fitted_view_has_log_height (LimenFittedView *self)
{
  g_return_val_if_fail (LIMEN_IS_FITTED_VIEW (self), FALSE);

  return self->choices[LOG_HEIGHT].is_fitted;
}

/* Turns off the options that were turned on automatically, and makes no more
 * automatic choices for the loaded file. */
void
limen_fitted_view_turn_off (LimenFittedView *self)
{
  g_return_if_fail (LIMEN_IS_FITTED_VIEW (self));

  keep_choice (self);
  fit (self, (LimenFirstView){ FALSE, FALSE });
}
