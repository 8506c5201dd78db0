/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Limits that the Linux control groups, version 1 and 2, impose on this
 * process, as in a container or a service. `root` is prepended to all paths,
 * for tests; normally "". */
typedef struct
{
  guint64 limit;     /* bytes; G_MAXUINT64 if unlimited */
  guint64 available; /* bytes of the limit that the group does not use */
} LimenContainerMemory;

LimenContainerMemory limen_container_get_memory (const char *root);
guint limen_container_get_processors (const char *root);

void limen_container_respect_limits (void);
