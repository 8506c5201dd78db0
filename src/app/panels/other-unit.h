/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"

char *limen_other_unit_describe (LimenKind kind, double threshold);
