/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message.h"

typedef enum
{
  LIMEN_SEVERITY_INFO,
  LIMEN_SEVERITY_WARNING,
  LIMEN_SEVERITY_ERROR,
} LimenSeverity;

/* What a finding affects. limen-cli choose prints those about thresholds
 * only. */
typedef enum
{
  LIMEN_FINDING_THRESHOLDS, /* which decision each row gets, and how certain it
                             * is */
  LIMEN_FINDING_LOSSES,     /* only losses and calibration */
  LIMEN_FINDING_READING,    /* how the file was read; limen-cli prints it as
                             * soon as it is known */
} LimenFindingTopic;

/* A diagnostic message about the data or the results. */
typedef struct
{
  char *code; /* stable identifier for programs, such as "auc-below-half" */
  LimenSeverity severity;
  LimenFindingTopic topic;
  /* What was found, why it matters, what to do, in the form of each
   * LimenMessagePlace. */
  char *export_message;
  char *report_message;
  char *screen_message;
} LimenFinding;

/* Creates an empty array of LimenFinding, which owns its elements. */
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
void limen_findings_add_plural (GPtrArray *self, const char *code,
                                LimenSeverity severity,
                                LimenFindingTopic topic, gulong n,
                                const char *singular, const char *plural, ...)
    G_GNUC_PRINTF (6, 8) G_GNUC_PRINTF (7, 8);
void limen_findings_add_copy (GPtrArray *self, const LimenFinding *finding);

const char *limen_severity_get_name (LimenSeverity severity);
