#pragma once

#include "read-options.h"

/* Read options as arguments of a command line: the way back from what the
 * command line makes of them. */
void limen_read_arguments_append (GPtrArray *arguments,
                                  const LimenReadOptions *options);
char *limen_read_arguments_quote (const char *argument);
