/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "reader-private.h"

#define add(self, ...)                                                        \
  limen_findings_add ((self)->dataset->findings, __VA_ARGS__)

/* Adds findings on columns that were inferred from their contents. */
static void
note_guesses (LimenReader *self)
{
  if (self->roles.is_label_guessed)
    add (self, "columns-guessed", LIMEN_SEVERITY_INFO,
         N_ ("Column \"%s\" is taken as the labels because of its contents."),
         limen_dataset_get_label_column (self->dataset, 0));
  if (self->roles.is_score_guessed)
    add (self, "columns-guessed", LIMEN_SEVERITY_INFO,
         N_ ("Column \"%s\" is taken as the scores because of its contents."),
         limen_dataset_get_score_column (self->dataset, 0));
}

/* Adds a finding if a weight column was inferred from its name. */
static void
note_weight (LimenReader *self)
{
  const char *name = self->dataset->weight_column;

  if (self->roles.is_weight_guessed && self->roles.weight >= 0)
    add (self, "weights-guessed", LIMEN_SEVERITY_INFO,
         N_ ("Column \"%s\" is taken as the weight of each row because of its "
             "name. If it is something else, {give --weight none, or choose "
             "no weight under \"Columns\342\200\246\".|choose no weight under "
             "Columns\342\200\246.}"),
         name);
}

/* Adds a finding on a column named "weight" that is not used, since it may be
 * a measurement. */
static void
note_unused_weight (LimenReader *self)
{
  g_autofree char *name = NULL;

  if (self->roles.unused_weight < 0)
    return;
  name = limen_sample_format_name (self->sample,
                                   (gsize) self->roles.unused_weight);
  add (self, "weight-unused", LIMEN_SEVERITY_INFO,
       N_ ("There is a column \"%s\", which may be a measurement and is not "
           "used. If it is the weight of each row, {give --weight \"%s\", or "
           "choose it as the weight under \"Columns\342\200\246\"; if not, "
           "--weight none.|choose it as the weight under "
           "Columns\342\200\246.}"),
       name, name);
}

/* Adds a finding on skipped comments. */
static void
note_comments (LimenReader *self)
{
  guint64 n = limen_source_get_n_comments (self->source);

  if (n == 0)
    return;
  if (self->sample->has_header)
    add (self, "comments-passed-over", LIMEN_SEVERITY_INFO,
         N_ ("Lines above the header that begin with # or %% and are skipped "
             "as comments: %'" PRIu64 "."),
         n);
  else
    add (self, "comments-passed-over", LIMEN_SEVERITY_INFO,
         N_ ("Lines above the first row that begin with # or %% and are "
             "skipped as comments: %'" PRIu64 "."),
         n);
}

/* Adds findings on columns whose cells are not plain numbers. */
static void
note_forms (LimenReader *self)
{
  for (gsize i = 0; i < self->sample->n_fields; i++)
    {
      const LimenField *field = &self->sample->fields[i];
      const LimenCellForm *form = limen_reader_get_form (self, i);
      g_autofree char *name
          = limen_sample_format_name (self->sample, field->first_column);
      g_autofree char *last = limen_sample_format_name (
          self->sample, field->first_column + field->form.n_elements - 1);

      if (form == NULL)
        continue;
      if (form->n_elements > 1)
        add (self, "cells-unwrapped", LIMEN_SEVERITY_INFO,
             N_ ("Cells such as \"%s\" hold %zu numbers, which are read as "
                 "columns \"%s\" to \"%s\"."),
             form->example, form->n_elements, name, last);
      else
        add (self, "cells-unwrapped", LIMEN_SEVERITY_INFO,
             form->type == LIMEN_CELL_PERCENT
                 ? N_ ("The cells of column \"%s\" are percentages such as "
                       "\"%s\", and are divided by 100.")
                 : N_ ("The cells of column \"%s\" are written like \"%s\", "
                       "and are read as the numbers in them."),
             name, form->example);
    }
}

static void
note_undone (LimenReader *self)
{
  if (self->options->undo == LIMEN_UNDO_PERCENT)
    add (self, "undone", LIMEN_SEVERITY_INFO,
         N_ ("The scores are read as percentages and divided by 100. Exported "
             "cutoffs record this and apply to files that are read in this "
             "way."));
  else if (self->options->undo != LIMEN_UNDO_NONE)
    add (self, "undone", LIMEN_SEVERITY_INFO,
         /* Translators: "sigmoid" or "softmax" */
         N_ ("A %s is undone as the scores are read. Exported cutoffs record "
             "this and apply to files that are read in this way."),
         limen_undo_get_name (self->options->undo));
}

/* Adds findings on reused read options, or on why remembered ones were not
 * used. */
static void
note_origin (LimenReader *self)
{
  const LimenReadOptions *options = self->options;
  g_autofree char *like = limen_read_options_describe_like (options);
  g_autofree char *roles = limen_read_options_describe_roles (options);

  if (like != NULL)
    limen_findings_add_of_reading (self->dataset->findings, "read-like",
                                   LIMEN_SEVERITY_INFO, "Read like %s: %s",
                                   like, roles);
  if (options->misfit != NULL)
    limen_findings_add_of_reading (self->dataset->findings, "not-read-like",
                                   LIMEN_SEVERITY_WARNING, "%s",
                                   options->misfit);
}

/* Adds findings on how the file is read: columns, their cells, and lines that
 * are skipped. */
void
limen_reader_note_reading (LimenReader *self)
{
  note_origin (self);
  note_guesses (self);
  note_weight (self);
  note_unused_weight (self);
  limen_reader_note_joined (self);
  note_comments (self);
  note_forms (self);
  note_undone (self);
}
