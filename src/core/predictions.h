#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kind.h"

/* The most classes a file may have; a label is an index below it. */
#define LIMEN_MAX_CLASSES 1000

/* n rows of a true label and one or more scores. Column by column, so that
 * what concerns one class is read in one stretch. Who made it owns the
 * arrays; the core only reads them. */
typedef struct
{
  LimenTask task;
  LimenKind kind;
  size_t n_rows;
  size_t n_classes;
  size_t n_scores;   /* score columns: 1 for a binary task */
  uint16_t positive; /* the class index that counts as positive (binary) */
  uint16_t *labels;  /* n_rows class indices; NULL: the labels are unknown */
  double **scores;   /* n_scores columns of n_rows finite numbers */
  double *weights;   /* n_rows, finite and >= 0; NULL: every row weighs 1 */
  uint32_t *groups;  /* n_rows group indices; NULL: no groups */
} LimenPredictions;
