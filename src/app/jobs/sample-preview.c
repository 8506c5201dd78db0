/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-preview.h"

#include <glib/gstdio.h>

/* Files below this size are read before a preview could be noticed. */
#define MIN_BYTES (48 * 1024 * 1024)

struct _LimenSamplePreview
{
  LimenOneVsRest *class;
  double share;
};

static gboolean
is_large (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size >= MIN_BYTES;
}

static LimenOneVsRest *
read_class (const char *path, const LimenReadOptions *options, double *share,
            GCancellable *cancellable)
{
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read_excerpt (path, options, share, cancellable, NULL);
  g_autoptr (LimenThresholdScores) scores
      = dataset != NULL ? limen_threshold_scores_new (dataset, NULL) : NULL;

  return scores != NULL && limen_threshold_scores_get_n_classes (scores) > 0
                 && limen_kind_has_thresholds (
                     limen_threshold_scores_get_numbers (scores)->kind)
             ? limen_one_vs_rest_new (scores, 0, NULL)
             : NULL;
}

/* Reads a sample of a large file, in a few hundredths of a second. NULL if the
 * file is small or the sample cannot be read; reading the whole file then
 * reports the error. */
LimenSamplePreview *
limen_sample_preview_new (const char *path, const LimenReadOptions *options,
                          GCancellable *cancellable)
{
  LimenSamplePreview *self;
  LimenOneVsRest *class;
  double share;

  if (!is_large (path))
    return NULL;
  class = read_class (path, options, &share, cancellable);
  if (class == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (LimenSamplePreview);
  self->class = class;
  self->share = share;
  return self;
}

static void
clear (gpointer data)
{
  limen_one_vs_rest_unref (((LimenSamplePreview *) data)->class);
}

/* Adds a reference; may be called from any thread. */
LimenSamplePreview *
limen_sample_preview_ref (LimenSamplePreview *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference; frees the preview with the last one. NULL is ignored.
 */
void
limen_sample_preview_unref (LimenSamplePreview *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The first class against the rest, in the sample; owned by the preview. */
LimenOneVsRest *
limen_sample_preview_get_class (LimenSamplePreview *self)
{
  return self->class;
}

/* Share of the file that was sampled, below 1. */
double
limen_sample_preview_get_share (LimenSamplePreview *self)
{
  return self->share;
}
