/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decisions-text.h"

/* Saves a table of decisions by the ending of the path. */
static inline void
save_decisions (LimenDecisions *decisions, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenTableWriter) table
      = limen_table_writer_new (path, NULL, &error);

  g_assert_no_error (error);
  limen_decisions_add_columns (decisions, table);
  limen_decisions_add_rows (decisions, table, &error);
  g_assert_no_error (error);
  limen_table_writer_commit (table, &error);
  g_assert_no_error (error);
}

/* Describes what the decisions do to labelled rows; a new string. */
static inline char *
describe_decisions (LimenDecisions *decisions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDecisionTally) tally = limen_decision_tally_new ();
  char *text;

  limen_decision_tally_add (tally, decisions, &error);
  g_assert_no_error (error);
  text = limen_decision_tally_describe (tally, "file", &error);
  g_assert_no_error (error);
  return text;
}
