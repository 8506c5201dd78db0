/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-input.h"
#include "session.h"

LimenFigureInput *limen_figure_snapshot_new (LimenSession *session);
