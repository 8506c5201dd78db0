/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

void limen_accessible_names_complete (void);
