/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finding.h"
#include "test-data.h"

void limen_diagnosis_add_tuned (GPtrArray *findings, LimenTestData *test);
