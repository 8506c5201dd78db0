/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

char *limen_decisions_describe_remedy (void);
