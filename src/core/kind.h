#pragma once

#include <stdbool.h>

/* What a score is. */
typedef enum
{
  LIMEN_KIND_PROBABILITY,     /* in [0, 1] */
  LIMEN_KIND_LOGIT,           /* log (p / (1 - p)) */
  LIMEN_KIND_LOG_PROBABILITY, /* log p, at most 0 */
  LIMEN_KIND_SCORE,           /* any real number: ranks, no loss */
} LimenKind;

typedef enum
{
  LIMEN_TASK_BINARY,
  LIMEN_TASK_MULTICLASS,
  LIMEN_TASK_MULTILABEL,
  LIMEN_TASK_REGRESSION,
} LimenTask;

const char *limen_kind_get_name (LimenKind kind);
const char *limen_kind_get_title (LimenKind kind);
bool limen_kind_parse (const char *name, LimenKind *kind);

const char *limen_task_get_name (LimenTask task);
bool limen_task_parse (const char *name, LimenTask *task);
