/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The options for the path and the format of a command's output. */
typedef struct
{
  char *path;       /* --output; NULL: not given */
  char *format;     /* --format; NULL: not given */
  gboolean is_json; /* --json */
} LimenOutputArguments;

void limen_output_arguments_clear (LimenOutputArguments *self);
const char *limen_output_arguments_get_path (const LimenOutputArguments *self);
gboolean limen_output_arguments_find_format (const LimenOutputArguments *self,
                                             const char **format,
                                             GError **error);
gboolean
limen_output_arguments_find_table_format (const LimenOutputArguments *self,
                                          const char **format, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenOutputArguments,
                                  limen_output_arguments_clear)
