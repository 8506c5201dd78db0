/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "columns-choice.h"

/* The roles that reasons are given for. */
typedef enum
{
  LIMEN_COLUMN_LABEL,
  LIMEN_COLUMN_SCORE,
  LIMEN_COLUMN_PREDICTED,
} LimenChosenRole;

/* Reasons for and against the chosen columns, from their names and contents.
 */
char *limen_columns_reasons_describe (const LimenPreview *preview,
                                      const LimenColumnsChoice *choice,
                                      LimenChosenRole role);
char *limen_columns_reasons_describe_column (const LimenPreview *preview,
                                             int column);
