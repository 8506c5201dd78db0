/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

char *limen_window_title_describe (LimenDataset *dataset, const char *test);
