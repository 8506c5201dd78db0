/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sketch.h"

#include <glib/gstdio.h>

/* Smaller files are read before anybody could look at a sketch. */
#define LEAST_BYTES (48 * 1024 * 1024)

struct _LimenSketch
{
  LimenOneVsRest *class;
  double share;
};

static gboolean
is_large (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size >= LEAST_BYTES;
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

/* Reads a sample of a file that is large enough for it to matter, in a few
 * hundredths of a second. NULL where the file is not, or nothing comes of it:
 * reading all of it tells what is wrong. */
LimenSketch *
limen_sketch_new (const char *path, const LimenReadOptions *options,
                  GCancellable *cancellable)
{
  LimenSketch *self;
  LimenOneVsRest *class;
  double share;

  if (!is_large (path))
    return NULL;
  class = read_class (path, options, &share, cancellable);
  if (class == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (LimenSketch);
  self->class = class;
  self->share = share;
  return self;
}

static void
clear (gpointer data)
{
  limen_one_vs_rest_unref (((LimenSketch *) data)->class);
}

/* One more owner; from any thread. */
LimenSketch *
limen_sketch_ref (LimenSketch *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* One owner less, the last of whom frees it; NULL is nothing. */
void
limen_sketch_unref (LimenSketch *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The first class against the rest, in the sample; owned by the sketch. */
LimenOneVsRest *
limen_sketch_get_class (LimenSketch *self)
{
  return self->class;
}

/* How much of the file the sample is, below 1. */
double
limen_sketch_get_share (LimenSketch *self)
{
  return self->share;
}
