/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "one-vs-rest.h"
#include "read-options.h"

/* How the scores of a large file are distributed, by a sample of its rows: what
 * there is to see until all of them are read. Immutable and counted. */
typedef struct _LimenSketch LimenSketch;

LimenSketch *limen_sketch_new (const char *path,
                               const LimenReadOptions *options,
                               GCancellable *cancellable);
LimenSketch *limen_sketch_ref (LimenSketch *self);
void limen_sketch_unref (LimenSketch *self);

LimenOneVsRest *limen_sketch_get_class (LimenSketch *self);
double limen_sketch_get_share (LimenSketch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenSketch, limen_sketch_unref)
