/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-view.h"

/* Three classes and none; cat is never taken for none. */
extern const double matrix_fixture_cells[12];

extern const char *const matrix_fixture_names[4];

/* A view of that matrix in a window, and what it last activated. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  LimenMatrixView *view;
  guint n_activated, true_class, predicted;
} MatrixFixture;

/* Opens the window, and waits until it is drawn. */
void matrix_fixture_set_up (MatrixFixture *fixture, gconstpointer data);

/* Closes the window. */
void matrix_fixture_tear_down (MatrixFixture *fixture, gconstpointer data);

/* Adds a test that gets such a fixture. */
#define MATRIX_FIXTURE_ADD(path, function)                                    \
  g_test_add (path, MatrixFixture, NULL, matrix_fixture_set_up, function,     \
              matrix_fixture_tear_down)

/* The first controller of a type that the view has. */
GtkEventController *matrix_fixture_find_controller (MatrixFixture *fixture,
                                                    GType type);

/* Presses a key; whether the view took it. */
gboolean matrix_fixture_press (MatrixFixture *fixture, guint key,
                               GdkModifierType state);

/* Where the cursor is, as activating the cell tells. */
void matrix_fixture_assert_cursor (MatrixFixture *fixture, guint true_class,
                                   guint predicted);

/* Moves the pointer. */
void matrix_fixture_point_at (MatrixFixture *fixture, double x, double y);

/* The widget that reads out a cell. */
GtkWidget *matrix_fixture_get_readout (MatrixFixture *fixture);
