// SPDX-License-Identifier: GPL-3.0-or-later
// Reads files with polars: peer-polars.mjs FOLDER, in which it is installed.
// Each line of the standard input says "read FILE" or "sort FILE" (read, then
// sort by the score); each is answered by the seconds that it took and the
// number of rows.

import { createRequire } from "node:module";
import readline from "node:readline";

const polars = createRequire(`${process.argv[2]}/`)("nodejs-polars");
console.log("ready");

const works = {
  read: (path) => polars.readCSV(path),
  sort: (path) => polars.readCSV(path).sort("probability"),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [what, path] = line.split(" ");
  const start = performance.now();
  const table = works[what](path);
  const seconds = (performance.now() - start) / 1000;
  console.log(seconds, table.height);
}
