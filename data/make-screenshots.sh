#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the screenshots of the README, in the folder of this script, with the
# program in a build folder ("build" by default):
#
#   data/make-screenshots.sh [BUILD]
#
# Needs Xvfb, xdotool and ImageMagick. Controls without an action are clicked at
# fixed positions, so check the pictures before you commit them.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../build}" && pwd)
width=1280
height=800

# Positions of controls in the window.
class_chooser="1130 105"
thresholds_tab="294 379"
all_classes_tab="377 379"
nowhere="250 790"

if [ -z "${LIMEN_ON_DISPLAY:-}" ]; then
  export LIMEN_ON_DISPLAY=1 LIMEN_SCREEN=${width}x${height}x24
  export GSETTINGS_SCHEMA_DIR="$build/data" LC_ALL=C.UTF-8
  exec "$here/../tests/support/with-display" "$0" "$build"
fi

# Opens a file in a window that fills the screen.
open() {
  "$build/src/app/limen" "$here/samples/$1" &
  program=$!
  window=$(xdotool search --sync --onlyvisible --name "$1" | tail -n 1)
  xdotool windowsize --sync "$window" $width $height windowfocus "$window"
  sleep 2
}

# Activates an action of the window, with its parameter if it has one.
activate() {
  gdbus call --session --dest io.github.limen.Limen \
    --object-path /io/github/limen/Limen/window/1 \
    --method org.gtk.Actions.Activate "$1" "[${2:-}]" '{}' >/dev/null
  sleep 1
}

press() {
  xdotool key --delay 100 "$@"
  sleep 1
}

click() {
  xdotool mousemove "$1" "$2" click 1
  sleep 1
}

# Takes a screenshot without the pointer.
take() {
  # shellcheck disable=SC2086
  xdotool mousemove $nowhere
  sleep 1
  import -window root -strip "$here/$1"
  kill $program
  wait $program 2>/dev/null || true
}

# The objective comes after the threshold, the grey zone and its help.
open digits-odd.csv
activate focus-threshold
press Tab Tab Tab space Down Return
activate pin
# A click removes the focus ring; the message disappears by itself.
# shellcheck disable=SC2086
click $thresholds_tab
sleep 12
take screenshot.png

open digits.csv
# shellcheck disable=SC2086
click $class_chooser
xdotool type --delay 100 8
press Return
activate optimize-jointly "<'macro-f1'>"
# shellcheck disable=SC2086
click $all_classes_tab
take screenshot-classes.png
