/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-view.h"

/* Cells of three classes and a column for no class; cat is never predicted as
 * none. */
extern const double matrix_fixture_cells[12];

extern const char *const matrix_fixture_names[4];

/* A view of that matrix in a window, and the cell that it last activated. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  LimenMatrixView *view;
  guint n_activated, true_class, predicted;
} MatrixFixture;

/* Opens the window and waits until it is drawn. */
void matrix_fixture_set_up (MatrixFixture *fixture, gconstpointer data);

/* Closes the window. */
void matrix_fixture_tear_down (MatrixFixture *fixture, gconstpointer data);

/* Adds a test with a MatrixFixture. */
#define MATRIX_FIXTURE_ADD(path, function)                                    \
  g_test_add (path, MatrixFixture, NULL, matrix_fixture_set_up, function,     \
              matrix_fixture_tear_down)

/* The first controller of the view that has a type. */
GtkEventController *matrix_fixture_find_controller (MatrixFixture *fixture,
                                                    GType type);

/* Presses a key; returns whether the view handled it. */
gboolean matrix_fixture_press (MatrixFixture *fixture, guint key,
                               GdkModifierType state);

/* Checks the cell at the cursor by activating it. */
void matrix_fixture_assert_cursor (MatrixFixture *fixture, guint true_class,
                                   guint predicted);

/* Moves the pointer. */
void matrix_fixture_point_at (MatrixFixture *fixture, double x, double y);

/* The readout of the view. */
GtkWidget *matrix_fixture_get_readout (MatrixFixture *fixture);
