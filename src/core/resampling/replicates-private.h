/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "replicates.h"

bool limen_replicates_allocate (LimenReplicates *self, bool has_costs);
