/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows, by the key of the critical threshold up to which they are decided for
 * a class (limen_sort_key()). */
typedef struct
{
  uint64_t *keys;
  double *rows;
} LimenJointRows;

/* The rows that a class's threshold moves: as they were told, and in buckets
 * of rising keys, of which each can be sorted when somebody looks into it. */
typedef struct
{
  LimenJointRows unsorted, sorted;
  size_t n;
  size_t *starts; /* n_buckets + 1, of the buckets among the sorted rows */
  size_t n_buckets;
} LimenJointMovers;

bool limen_joint_movers_init (LimenJointMovers *self, size_t n_rows);
void limen_joint_movers_clear (LimenJointMovers *self);

void limen_joint_movers_start (LimenJointMovers *self);
void limen_joint_movers_add (LimenJointMovers *self, size_t row,
                             double critical);
void limen_joint_movers_fill_buckets (LimenJointMovers *self);
bool limen_joint_movers_sort_bucket (LimenJointMovers *self, size_t bucket);
