#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the screenshots of the README, which stand beside this script.

    data/make-screenshots.py [BUILD]

BUILD is a folder that the program is built in; by default, build. Controls are
found by their accessible names, and the script fails if the window does not
show the numbers that the README states. Look at the pictures before they are
committed.

Needs xvfb, xdotool, imagemagick, fonts-cantarell, adwaita-icon-theme,
at-spi2-core, python3-gi and gir1.2-atspi-2.0.
"""

import os
import pathlib
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
WITH_DISPLAY = HERE.parent / "tests" / "support" / "with-display"
FONT = "Cantarell"
SETTINGS = f"""[Settings]
gtk-font-name={FONT} 11
gtk-enable-animations=false
"""
WIDTH, HEIGHT = 1280, 800
SCREEN = WIDTH + 100, HEIGHT + 100  # the frame of the window fits as well
PATIENCE = 30  # seconds to wait for an element
TOAST_SECONDS = 12  # until a message hides, with a margin
MAX_DEPTH = 40  # some elements of GTK 4.8 are their own descendants


def run_on_display(build):
    """Runs this script again, on a display and a session bus of its own."""
    os.environ.update(
        LIMEN_ON_DISPLAY="1",
        LIMEN_SCREEN="%dx%dx24" % SCREEN,
        GSETTINGS_SCHEMA_DIR=str(build / "data"),
        GTK_A11Y="atspi",
        LC_ALL="C.UTF-8",
    )
    os.execv(WITH_DISPLAY, [WITH_DISPLAY, __file__, str(build)])


def write_settings():
    """Sets the font: GTK takes no font of the desktop on such a display."""
    fonts = subprocess.run(
        ["fc-list", FONT], check=True, capture_output=True, text=True
    )
    if not fonts.stdout:
        sys.exit(f"make-screenshots: the font {FONT} is missing")
    folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0"
    folder.mkdir(parents=True)
    (folder / "settings.ini").write_text(SETTINGS)


def xdotool(*arguments):
    words = ["xdotool", *(str(argument) for argument in arguments)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return done.stdout.split()


def search(element, role, name, depth=0):
    """Finds an element by its role and the beginning of its name."""
    if element.get_role_name() == role and element.get_name().startswith(name):
        return element
    if depth == MAX_DEPTH:
        return None
    for index in range(element.get_child_count()):
        child = element.get_child_at_index(index)
        found = child and search(child, role, name, depth + 1)
        if found:
            return found
    return None


def find(role, name):
    """Waits for an element."""
    desktop = Atspi.get_desktop(0)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        desktop.clear_cache()
        desktop.set_cache_mask(Atspi.Cache.NONE)
        try:
            found = search(desktop, role, name)
        except GLib.Error:  # an element vanished during the search
            found = None
        if found:
            return found
        time.sleep(0.2)
    sys.exit(f'make-screenshots: there is no {role} "{name}"')


class Window:
    """The main window of the program, with a sample file."""

    def __init__(self, build, sample):
        path = HERE / "samples" / sample
        self.program = subprocess.Popen([build / "src/app/limen", path])
        self.frame = find("frame", sample)
        found = xdotool("search", "--sync", "--onlyvisible", "--name", sample)
        self.id = found[-1]
        xdotool("windowfocus", "--sync", self.id)
        self.fit()

    def get_extents(self, element):
        return element.get_extents(Atspi.CoordType.WINDOW)

    def fit(self):
        """Gives the window its size, and places it apart from its frame."""
        geometry = xdotool("getwindowgeometry", "--shell", self.id)
        place = dict(line.split("=") for line in geometry)
        inner = self.get_extents(self.frame)
        self.border = (int(place["WIDTH"]) - inner.width) // 2
        frame = 2 * self.border
        xdotool("windowmove", self.id, 0, 0)
        xdotool("windowsize", "--sync", self.id, WIDTH + frame, HEIGHT + frame)

    def click(self, role, name):
        place = self.get_extents(find(role, name))
        x = self.border + place.x + place.width // 2
        y = self.border + place.y + place.height // 2
        xdotool("mousemove", x, y, "sleep", 0.2, "click", 1, "sleep", 1)

    def press(self, *keys):
        xdotool("key", "--delay", 100, *keys, "sleep", 1)

    def type(self, text):
        xdotool("type", "--delay", 100, text)
        time.sleep(1)

    def activate(self, action, *parameters):
        """Activates an action of the window."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        variants = [GLib.Variant("s", parameter) for parameter in parameters]
        bus.call_sync(
            "io.github.limen.Limen",
            "/io/github/limen/Limen/window/1",
            "org.gtk.Actions",
            "Activate",
            GLib.Variant("(sava{sv})", (action, variants, {})),
            None,
            Gio.DBusCallFlags.NONE,
            -1,
            None,
        )

    def take(self, name):
        """Takes the screenshot, with the pointer outside, and ends."""
        xdotool("mousemove", SCREEN[0] - 1, SCREEN[1] - 1)
        time.sleep(TOAST_SECONDS)
        size = f"{WIDTH}x{HEIGHT}+{self.border}+{self.border}"
        options = ["-window", "root", "-crop", size, "+repage", "-strip"]
        subprocess.run(["import", *options, HERE / name], check=True)
        self.program.terminate()
        self.program.wait()


def take_binary(build):
    window = Window(build, "digits-odd.csv")
    find("table cell", "true positive 704")
    window.click("combo box", "Objective")
    window.press("Down", "Return")
    find("table cell", "true positive 826")
    window.activate("pin")
    # A click hides the ring of the keyboard's focus.
    window.click("page tab", "Thresholds")
    window.take("screenshot.png")


def take_classes(build):
    window = Window(build, "digits.csv")
    window.click("push button", "Class")
    window.type("8")
    window.press("Return")
    find("push button", "Class 8")
    window.activate("optimize-jointly", "macro-f1")
    window.click("page tab", "All classes")
    window.take("screenshot-classes.png")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else HERE.parent / "build"
    build = pathlib.Path(folder).resolve()
    if "LIMEN_ON_DISPLAY" not in os.environ:
        run_on_display(build)
    write_settings()
    take_binary(build)
    take_classes(build)


main()
