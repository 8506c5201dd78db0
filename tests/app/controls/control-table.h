/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "child-controls.h"
#include "dialog-controls.h"
#include "drawer-controls.h"
#include "figure-controls.h"
#include "follow-controls.h"
#include "panel-controls.h"
#include "window-controls.h"

/* Every control of every window, with its effect. */

typedef struct
{
  const char *name;
  const TestControl *controls;
  gsize n;
} Part;

#define PART(name)                                                             \
  {                                                                            \
#name, name##_controls, G_N_ELEMENTS(name##_controls)                      \
  }

/* Each part is a test of its own, since it takes a while. */
static const Part parts[]
    = { PART (window), PART (figure), PART (panel), PART (drawer),
        PART (dialog), PART (child),  PART (follow) };
