/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-type.h"
#include "loss-counts.h"

/* Functions common to the figures "losses" and "log". */
LimenFigureCompute limen_loss_figure_compute;
LimenFigureWrite limen_loss_figure_write;
