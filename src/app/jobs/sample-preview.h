/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "one-vs-rest.h"
#include "read-options.h"

/* Distribution of the scores in a sample of the rows of a large file, shown
 * until the whole file is read. Immutable and reference counted. */
typedef struct _LimenSamplePreview LimenSamplePreview;

LimenSamplePreview *limen_sample_preview_new (const char *path,
                                              const LimenReadOptions *options,
                                              GCancellable *cancellable);
LimenSamplePreview *limen_sample_preview_ref (LimenSamplePreview *self);
void limen_sample_preview_unref (LimenSamplePreview *self);

LimenOneVsRest *limen_sample_preview_get_class (LimenSamplePreview *self);
double limen_sample_preview_get_share (LimenSamplePreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenSamplePreview, limen_sample_preview_unref)
