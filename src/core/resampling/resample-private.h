/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "resample.h"

/* True and false positives at a candidate: rows of the file, and draws. */
typedef struct
{
  size_t candidate;
  double tp, fp;
  double drawn_tp, drawn_fp;
} LimenCut;

/* A node of the tree: the candidates from that of `low` up to, but without,
 * that of `high`. */
typedef struct
{
  LimenCut low, high;
  size_t size; /* of the complete node, a power of two; the last node of a
                * level may be cut short */
} LimenNode;

/* The shares of a node's rows that are in its upper half. */
typedef struct
{
  double of_positives, of_negatives;
} LimenShares;

size_t limen_node_get_middle (const LimenNode *self);
LimenShares limen_node_get_shares (const LimenNode *self,
                                   const LimenCut *middle);
LimenNode limen_node_get_half (const LimenNode *self, const LimenCut *middle,
                               bool is_upper);

LimenNode limen_resample_get_root (const LimenResample *self);
LimenCut limen_resample_split (const LimenResample *self,
                               const LimenNode *node);
LimenConfusion limen_resample_count (const LimenResample *self,
                                     const LimenCut *cut);
void limen_resample_draw (LimenStream *stream, LimenShares shares,
                          double positives, double negatives,
                          double *upper_positives, double *upper_negatives);
