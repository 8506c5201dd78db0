/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

void limen_text_append_head (GString *out, LimenDataset *dataset);
