/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "control-words.h"

#define POPULATION "set PrevalenceEditor/check active true"
#define OTHER_CLASS CLASSES "; pick ClassChooser/view; keys Down Down Return"

/* The drawer keeps its height, and so do the figures above it. */
#define FOLDED "set session threshold 0.8; set Drawer/open_button active false"

/* Effects on panels and figures when the session is changed from elsewhere: no
 * control is driven. */
static const TestControl follow_controls[] = {
  /* The panel of the threshold */
  { "scores", "ThresholdPanel/threshold",
    .change = "set session threshold 0.7",
    .effect = "shows Metrics at 0.7; shows same decisions from 0.6920" },
  { "scores", "ThresholdPanel/threshold", ZONE,
    .change = "set session refer-from 0.2",
    .effect = "shows positive: 29 of 42, predicted: 30" },
  { "plain", "ThresholdPanel/threshold", .change = "open eights.csv",
    .effect = "moves ThresholdPanel/threshold adjustment.step-increment" },
  { "scores", "ThresholdPanel/threshold", .change = "do win.zoom(1)",
    .effect = "moves ThresholdPanel/threshold adjustment.step-increment" },
  { "uneven", "ThresholdPanel/threshold",
    .change
    = CLASSES "; pick ClassChooser/view; keys Down Return; " POPULATION,
    .effect = "moves PrevalenceEditor/percent value" },
  { "scores", "ThresholdPanel/threshold", POPULATION,
    .change = "set PrevalenceEditor/percent value 20",
    .effect = "shows 0.585" },

  /* The panel of the grey zone */
  { "scores", "GreyZonePanel/refer_from", ZONE,
    .change = "set session threshold 0.7", .effect = "shows 0.683" },
  { "scores", "GreyZonePanel/refer_from", ZONE,
    .change = "set session refer-from 0.2",
    .effect = "moves GreyZonePanel/note label; sets GreyZonePanel/refer_from "
              "value 0.2" },
  { "plain", "GreyZonePanel/refer_from", ZONE,
    .change = "open eights.csv; " ZONE,
    .effect = "moves GreyZonePanel/refer_from adjustment.step-increment" },
  { "scores", "GreyZonePanel/refer_from", ZONE, .change = "do win.zoom(1)",
    .effect = "moves GreyZonePanel/refer_from adjustment.step-increment" },
  { "scores", "ThresholdPanel/check", .change = "open digits.csv",
    .effect = "moves ThresholdPanel/check tooltip-text" },
  { "scores", "GreyZonePanel/refer_from", ZONE "; " POPULATION,
    .change = "set PrevalenceEditor/percent value 20",
    .effect = "shows 0.873" },

  /* Figures */
  { "scores", "CurveLegend/chip:F1", .change = "set session threshold 0.7",
    .effect = "repaints CurveLegend/chip:F1" },
  { "scores", "FiguresPanel/histogram", ZONE,
    .change = "set session refer-from nan",
    .effect = "shows pale: predicted negative" },
  { "classes", "FiguresPanel/histogram", .change = OTHER_CLASS,
    .effect = "moves FiguresPanel/positive_name label" },
  { "scores", "FiguresPanel/histogram", "do win.pin; " FOLDED,
    .change = "do win.pin", .effect = "repaints FiguresPanel/histogram" },
  { "scores", "FiguresPanel/histogram", "do win.pin; " FOLDED,
    .change = "set CutoffsTable/check: active true",
    .effect = "repaints FiguresPanel/histogram" },
  { "scores", "FiguresPanel/histogram",
    CHOICE "Maximise F1; choose ObjectiveEditor/choice Set by hand",
    .change = CHOICE "Maximise F1", .effect = "repaints FiguresPanel/curves" },
  { "scores", "FiguresPanel/histogram",
    .change = "set session logit-axis true",
    .effect = "repaints FiguresPanel/histogram" },
  { "scores", "FiguresPanel/curves", .change = "set session logit-axis true",
    .effect = "repaints FiguresPanel/curves" },
  { "scores", "FiguresPanel/curves", .change = "press CurveLegend/chip:F1",
    .effect = "repaints FiguresPanel/curves" },
  { "scores", "FiguresPanel/curves", POPULATION,
    .change = "set PrevalenceEditor/percent value 20",
    .effect = "repaints FiguresPanel/curves" },
  { "scores", "ROC/XyView", "do win.step-figure(2)",
    .change = "set session threshold 0.8", .effect = "repaints ROC/XyView" },
  { "uneven", "ROC/XyView", "do win.step-figure(3)", .change = OTHER_CLASS,
    .effect = "repaints ROC/XyView" },
  { "scores", "Reliability/ReliabilityView", "do win.step-figure(4)",
    .change = "set session calibration-bins 16",
    .effect = "repaints Reliability/ReliabilityView; shows 16 bins · equal; "
              "shows ECE, 16 bins" },
  { "scores", "Reliability/ReliabilityView", "do win.step-figure(4)",
    .change = "set session threshold 0.8",
    .effect = "repaints Reliability/ReliabilityView" },
  { "scores", "FiguresPanel/histogram",
    "do win.step-figure(1); set session logit-axis true",
    .change = "do win.step-figure(-1); hover FiguresPanel/curves",
    .effect = "shows threshold  <b>0.4" },

  /* Tables */
  { "classes", "ClassChooser/view", CLASSES,
    .change = "set session threshold 0.3",
    .effect = "heads ClassChooser/view 0.3" },
  { "classes", "ClassChooser/view", CLASSES,
    .change = "set session refer-from 0.1",
    .effect = "repaints ClassChooser/view" },
  { "classes", "ClassChooser/view", POPULATION "; " CLASSES,
    .change = "set PrevalenceEditor/percent value 20",
    .effect = "repaints ClassChooser/view" },
  { "classes", "ClassesPanel/rule",
    "do win.optimize-shared; await shows F1 over all classes is 0.8000",
    .change = "set session threshold 0.3",
    .effect = "hides F1 over all classes is 0.8000" },

  { "classes", "CutoffsTable/view", "do win.pin", .change = OTHER_CLASS,
    .effect = "repaints CutoffsTable/view" },
  { "scores", "CutoffsTable/view", POPULATION "; do win.pin",
    .change = "set PrevalenceEditor/percent value 20",
    .effect = "repaints CutoffsTable/view" },

  /* The window */
  { "scores", "Window/open-menu-symbolic", MENU, .change = "do win.pin",
    .effect = "shows _Undo pinning" },
};
