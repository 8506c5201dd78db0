/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

double limen_probit (double probability);
double limen_inverse_probit (double deviate);
