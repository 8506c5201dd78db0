/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include "text-source.h"

/* Opens a file, or standard input where `path` is "-", as what it is: today
 * that is a text, and what is none is refused by limen_source_sample().
 * `cancellable` may be NULL; it is kept. */
LimenSource *
limen_source_open (const char *path, GCancellable *cancellable, GError **error)
{
  return limen_text_source_open (path, cancellable, error);
}
