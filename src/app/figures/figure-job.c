/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-job.h"

#include <glib/gi18n.h>

#include "figure-snapshot.h"
#include "figures.h"
#include "job.h"
#include "picture.h"

/* Scale of a picture for the clipboard. */
#define COPY_SCALE 2

struct _LimenFigureJob
{
  const LimenFigureType *figure;
  LimenFigureInput *input;
  LimenThresholdScores *scores; /* scores that decide between the classes */
  double *thresholds;           /* for these scores, one per class */
  LimenDecisionRule rule;
  int width, height;
  LimenThemeVariant variant;
  char *path;
};

/* A snapshot of a figure of a session, which must have an analysis; `figure`
 * is a key such as "roc". */
LimenFigureJob *
limen_figure_job_new (LimenSession *session, const char *figure)
{
  LimenFigureJob *self = g_new0 (LimenFigureJob, 1);
  LimenThresholdSet *set = limen_session_get_thresholds (session);

  self->figure = limen_figures_find (figure);
  self->input = limen_figure_snapshot_new (session);
  self->scores = limen_threshold_scores_ref (
      limen_threshold_set_get_deciding_scores (set));
  self->thresholds
      = g_memdup2 (limen_threshold_set_get_deciding_thresholds (set),
                   limen_analysis_get_n_classes (self->input->analysis)
                       * sizeof *self->thresholds);
  self->rule = limen_threshold_set_get_rule (set);
  limen_figure_job_set_look (self, 900, 500, LIMEN_THEME_PRINT);
  return self;
}

/* Sets size in pixels and colours. */
void
limen_figure_job_set_look (LimenFigureJob *self, int width, int height,
                           LimenThemeVariant variant)
{
  self->width = width;
  self->height = height;
  self->variant = variant;
}

/* Frees a job. NULL is ignored. */
void
limen_figure_job_free (LimenFigureJob *self)
{
  if (self == NULL)
    return;
  limen_figure_input_free (self->input);
  limen_threshold_scores_unref (self->scores);
  g_free (self->thresholds);
  g_free (self->path);
  g_free (self);
}

/* Computes the multiclass result of the thresholds, if the figure needs it.
 * *result is owned by the caller and must outlive the figure input. FALSE with
 * an error if memory runs out. */
static gboolean
take_multiclass_result (const LimenFigureJob *self,
                        LimenMulticlassResult **result, GError **error)
{
  if (self->figure->scope != LIMEN_SCOPE_SEVERAL)
    return TRUE;
  *result = limen_multiclass_result_new (self->scores, self->thresholds,
                                         self->rule);
  self->input->result = *result;
  return *result != NULL
         || limen_figure_input_fail_memory (
             self->input, N_ ("for the confusion matrix of its classes"),
             error);
}

static gboolean
draw (const LimenFigureJob *self, cairo_t *cr, GError **error)
{
  g_autoptr (LimenMulticlassResult) result = NULL;

  return take_multiclass_result (self, &result, error)
         && limen_figure_type_draw_picture (self->figure, self->input, cr,
                                            self->width, self->height,
                                            self->variant, error);
}

static gboolean
save_picture (const LimenFigureJob *self, GError **error)
{
  g_autoptr (LimenPicture) picture
      = limen_picture_new (self->path, NULL, self->width, self->height, error);

  return picture != NULL
         && draw (self, limen_picture_get_cairo (picture), error)
         && limen_picture_save (picture, error);
}

static gboolean
save_data (const LimenFigureJob *self, GError **error)
{
  g_autoptr (LimenMulticlassResult) result = NULL;

  return take_multiclass_result (self, &result, error)
         && limen_figure_type_save (self->figure, self->input, self->path,
                                    NULL, error);
}

static gboolean
is_data (const char *path)
{
  g_autofree char *name = g_ascii_strdown (path, -1);

  return g_str_has_suffix (name, ".csv");
}

static void
save (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const LimenFigureJob *self = data;
  GError *error = NULL;

  if (is_data (self->path) ? save_data (self, &error)
                           : save_picture (self, &error))
    g_task_return_pointer (task, g_strdup (self->path), g_free);
  else
    g_task_return_error (task, error);
}

static void
start (LimenFigureJob *self, gpointer source, GAsyncReadyCallback done,
       gpointer user_data, GTaskThreadFunc run)
{
  limen_job_start (self, (GDestroyNotify) limen_figure_job_free, run, NULL,
                   source, done, user_data);
}

/* Writes the figure to a file in the format of its ending: numbers for ".csv",
 * else a picture. */
void
limen_figure_job_save_async (LimenFigureJob *self, const char *path,
                             gpointer source, GAsyncReadyCallback done,
                             gpointer user_data)
{
  self->path = g_strdup (path);
  start (self, source, done, user_data, save);
}

/* The path as a new string; NULL with an error. */
char *
limen_figure_job_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GdkTexture *
new_texture (cairo_surface_t *surface)
{
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new (
      cairo_image_surface_get_data (surface), stride * (gsize) height);

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface),
                                 height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_texture (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  const LimenFigureJob *self = data;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, COPY_SCALE * self->width,
      COPY_SCALE * self->height);
  cairo_t *cr = cairo_create (surface);
  GError *error = NULL;

  cairo_scale (cr, COPY_SCALE, COPY_SCALE);
  if (!draw (self, cr, &error))
    g_task_return_error (task, error);
  else if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_flush (surface);
      g_task_return_pointer (task, new_texture (surface), g_object_unref);
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             cairo_status_to_string (cairo_status (cr)));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Draws the figure at COPY_SCALE, for the clipboard. */
void
limen_figure_job_draw_async (LimenFigureJob *self, gpointer source,
                             GAsyncReadyCallback done, gpointer user_data)
{
  start (self, source, done, user_data, draw_texture);
}

/* The picture, a new reference; NULL with an error. */
GdkTexture *
limen_figure_job_draw_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
