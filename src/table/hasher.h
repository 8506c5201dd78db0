#pragma once

#include <glib.h>

/* SHA-256 in a thread of its own, beside the reading. */
typedef struct _LimenHasher LimenHasher;

LimenHasher *limen_hasher_new (void);
void limen_hasher_add (LimenHasher *self, const void *data, gsize length);
char *limen_hasher_finish (LimenHasher *self);
void limen_hasher_free (LimenHasher *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenHasher, limen_hasher_free)
