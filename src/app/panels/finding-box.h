/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "finding.h"

GtkWidget *limen_finding_box_new (const LimenFinding *finding);
