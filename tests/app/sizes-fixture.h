/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "application.h"
#include "windows.h"

/* A main window whose sizes are checked. */
typedef struct
{
  GSettings *settings;
  LimenWindow *window;
  LimenSession *session;
} SizesFixture;

#define N_SIZES_SAMPLES 4
#define N_SIZES_FONTS 2
#define N_SIZES_PANELS 2
extern const char *const sizes_samples[N_SIZES_SAMPLES];
extern const char *const sizes_fonts[N_SIZES_FONTS]; /* default first */

void sizes_set_font (const char *font);
void sizes_set_up (SizesFixture *fixture, gconstpointer data);
void sizes_tear_down (SizesFixture *fixture, gconstpointer data);
int sizes_run (void);

/* Opens a sample of the project and waits for it. */
void sizes_open_sample (SizesFixture *fixture, const char *name);
/* The first widget of a type, given by its name, within another one. */
GtkWidget *sizes_find (GtkWidget *widget, const char *type);
/* The left panel, or the right one. */
GtkWidget *sizes_get_panel (SizesFixture *fixture, guint i);
GtkDropDown *sizes_get_objective (SizesFixture *fixture);
/* Waits until GTK has laid out the window with the changes. */
void sizes_wait_for_layout (SizesFixture *fixture);
