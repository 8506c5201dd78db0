/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A number of rows or scores among what is formatted: its thousands are marked,
 * with "," in reports and exports, and by the locale on the screen. For
 * guint64, gsize and double. */
#define LIMEN_COUNT "\001%" G_GUINT64_FORMAT "\002"
#define LIMEN_COUNT_SIZE "\001%" G_GSIZE_FORMAT "\002"
#define LIMEN_COUNT_DOUBLE "\001%.0f\002"

/* What to do, among what is formatted: in reports and exports, by an option as
 * well; on the screen, by what the window has. The arguments of both count. */
#define LIMEN_ENDINGS(report, screen) "\003" report "\004" screen "\005"

typedef enum
{
  LIMEN_SEVERITY_INFO,
  LIMEN_SEVERITY_WARNING,
  LIMEN_SEVERITY_ERROR,
} LimenSeverity;

/* What a finding bears on. limen-cli choose prints those about thresholds
 * only. */
typedef enum
{
  LIMEN_FINDING_THRESHOLDS, /* which rows are decided how, and how surely */
  LIMEN_FINDING_LOSSES,     /* losses and calibration alone */
  LIMEN_FINDING_READING,    /* how it came that the file was read so, which
                             * limen-cli says as soon as it is known */
} LimenFindingTopic;

/* Something that the user should know about the numbers. */
typedef struct
{
  char *code; /* "auc-below-half": stable, for programs */
  LimenSeverity severity;
  LimenFindingTopic topic;
  /* What was seen, why it matters, what to do: with "." in its numbers for
   * reports and exports, and in the locale for the screen. */
  char *message;
  char *screen_message;
} LimenFinding;

/* An array of LimenFinding. */
GPtrArray *limen_findings_new (void);
void limen_findings_add (GPtrArray *self, const char *code,
                         LimenSeverity severity, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void limen_findings_add_of_losses (GPtrArray *self, const char *code,
                                   LimenSeverity severity, const char *format,
                                   ...) G_GNUC_PRINTF (4, 5);
void limen_findings_add_of_reading (GPtrArray *self, const char *code,
                                    LimenSeverity severity,
                                    const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void limen_findings_add_copy (GPtrArray *self, const LimenFinding *finding);

char *limen_counts_group (const char *text, const char *separator);
const char *limen_severity_get_name (LimenSeverity severity);
