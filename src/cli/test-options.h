/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "test-data.h"

/* The texts of the options of test data; NULL: not given. */
typedef struct
{
  char *path;  /* of the file */
  char *split; /* "COLUMN=VALUE" */
} LimenTestArguments;

void limen_test_arguments_add_to (LimenTestArguments *arguments,
                                  GOptionGroup *group);
void limen_test_arguments_clear (LimenTestArguments *arguments);
gboolean limen_test_arguments_are_given (const LimenTestArguments *arguments);
gboolean limen_test_arguments_check (const LimenTestArguments *arguments,
                                     const char *file,
                                     LimenReadOptions *options,
                                     GError **error);
gboolean limen_test_arguments_read (const LimenTestArguments *arguments,
                                    LimenAnalysis *tuning,
                                    const LimenLossOptions *losses,
                                    LimenTestData **data, GError **error);
