/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows with their keys: limen_sort_key() of the critical threshold, up to
 * which a row is decided for the class. */
typedef struct
{
  uint64_t *keys;
  double *rows;
} LimenJointRows;

/* The rows that a class's threshold moves: as added, and in buckets of
 * ascending keys that are sorted on demand. */
typedef struct
{
  LimenJointRows unsorted, sorted;
  size_t n;
  size_t *starts; /* n_buckets + 1 start indices of buckets in `sorted` */
  size_t n_buckets;
} LimenJointMovers;

bool limen_joint_movers_init (LimenJointMovers *self, size_t n_rows);
void limen_joint_movers_clear (LimenJointMovers *self);

void limen_joint_movers_start (LimenJointMovers *self);
void limen_joint_movers_add (LimenJointMovers *self, size_t row,
                             double critical);
void limen_joint_movers_fill_buckets (LimenJointMovers *self);
bool limen_joint_movers_sort_bucket (LimenJointMovers *self, size_t bucket);
