/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

double limen_sample_size (double share, double half_width, double confidence);
