/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include "text-source.h"

/* Opens a file, or standard input if `path` is "-", as a source of the right
 * kind; at present there is only the text source, and limen_source_sample()
 * refuses whatever is not text. `cancellable` may be NULL; the source keeps a
 * reference. Returns a new source, or NULL with an error. */
LimenSource *
limen_source_open (const char *path, GCancellable *cancellable, GError **error)
{
  return limen_text_source_open (path, cancellable, error);
}
