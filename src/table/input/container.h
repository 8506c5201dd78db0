/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the control groups of Linux, version 1 and 2, leave to this process:
 * the limits of a container, or of a service. `root` is the folder that stands
 * for "/"; "" in use. */
typedef struct
{
  guint64 limit;     /* bytes; G_MAXUINT64: none */
  guint64 available; /* of the limit, what the group does not use */
} LimenContainerMemory;

LimenContainerMemory limen_container_get_memory (const char *root);
guint limen_container_get_processors (const char *root);

void limen_container_respect_limits (void);
