/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "controls.h"

/* Abbreviations for the tables of controls. */

#define CLICK "click 1"
#define DRAG "mousedown 1 mousemove_relative 60 0 mouseup 1"
#define HOVER "mousemove_relative 3 0"
#define LEAVE "mousemove 2 2"
#define TWO_CLICKS "click --repeat 2 --delay 100 1"
/* Two single clicks at different places, not a double click. */
#define TWICE "click 1 mousemove_relative 12 0 click 1"
/* Drags a line horizontally; the trailing motion updates the tooltip. */
#define DRAG_ON "mousedown 1 mousemove_relative 200 0 mouseup 1 " HOVER
#define ZOOM_IN "click 4"
#define PAN "keydown shift click 5 keyup shift"
#define PAN_BY_DRAG "mousedown 2 mousemove_relative -- -60 0 mouseup 2"

#define MENU "pop Window/open-menu-symbolic"
#define IN_MENU "Window/open-menu-symbolic:"
#define FIGURE_MENU "pop FiguresPanel/document-save-symbolic"
#define IN_FIGURE_MENU "FiguresPanel/document-save-symbolic:"
#define ALL_FIGURES "pop FiguresPanel/all_button"
#define IN_ALL_FIGURES "FiguresPanel/all_button:"
#define TOGETHER "pop ClassesPanel/together"
#define IN_TOGETHER "ClassesPanel/together:"
#define VIEW "pop FiguresPanel/view_button"
#define CLASSES "pop ClassChooser/button"
#define ZONE "set ThresholdPanel/check active true"
#define RECALIBRATE "do win.recalibrate; await shows After (cross-fitted)"
#define ROWS "do win.worst-rows; await shows at threshold"
#define COLUMNS "do win.columns; await shows Will be read"
#define CHOICE "choose ObjectiveEditor/choice "
#define CONSTRAINT CHOICE "Maximise F1; press ObjectiveEditor/Add-constraint"
#define REMEMBERED                                                             \
  COLUMNS "; set ColumnsDialog/remember active true; "                         \
          "press ColumnsDialog/accept; await closes Columns of scores.csv"
#define TWO_CUTOFFS                                                            \
  "do win.pin; set session threshold 0.8; do win.pin; "                        \
  "await heads CutoffsTable/view cutoff 1"
#define CUTOFF "do win.pin; pick CutoffsTable/view; keys Down"
#define CUTOFF_MENU                                                            \
  CUTOFF "; set session threshold 0.8; keys Menu; await pops Drawer/cutoffs"
#define HELP "do win.help-figures::"
#define CLOSING "do win.pin; do window.close"
#define LABELS "do win.match-labels; await shows Match rows by"
#define BY_ID LABELS "; choose LabelsDialog/match an id in both files"
#define READ_LABELS                                                            \
  "press LabelsDialog/accept; await closes Labels in Another File"
#define BAD_COLUMNS "press ErrorBar/columns; await shows Will be read"
#define READ(name) "press ColumnsDialog/accept; await closes Columns of " name
#define CHOOSER ROWS "; pop RowsWindow/ColumnChooser/button"
#define IN_ROW "the row has keys for it"
#define TITLE "a column's title takes no focus in GTK 4.8"
