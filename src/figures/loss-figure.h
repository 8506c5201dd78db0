/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-type.h"
#include "loss-counts.h"

/* What both figures of the losses of the rows have in common. */
LimenFigureCompute limen_loss_figure_compute;
LimenFigureWrite limen_loss_figure_write;
