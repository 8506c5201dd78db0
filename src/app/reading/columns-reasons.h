/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "columns-choice.h"

/* What a column is chosen for. */
typedef enum
{
  LIMEN_COLUMN_LABEL,
  LIMEN_COLUMN_SCORE,
  LIMEN_COLUMN_PREDICTED,
} LimenColumnUse;

/* What the names and contents of the chosen columns say for the choice, and
 * against it. */
char *limen_columns_reasons_describe (const LimenPreview *preview,
                                      const LimenColumnsChoice *choice,
                                      LimenColumnUse use);
char *limen_columns_reasons_describe_column (const LimenPreview *preview,
                                             int column);
