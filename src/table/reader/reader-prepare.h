/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reader-private.h"

gboolean limen_reader_prepare (LimenReader *self, GError **error);
