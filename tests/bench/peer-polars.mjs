// SPDX-License-Identifier: GPL-3.0-or-later
// Reads and writes files with polars: peer-polars.mjs FOLDER, in which it is
// installed. Each line of the standard input is one of
//
//   read FILE               the number of rows
//   sort FILE               read, then sort by the score: the number of rows
//   decide FILE THRESHOLD   compare with a threshold, and write a table of the
//                           decisions: the number of positive ones
//   curve FILE              write the confusion matrix and the rates at each
//                           score: the number of scores
//
// and is answered by the seconds that it took and the number named. Tables are
// written to FILE.out.

import { createRequire } from "node:module";
import readline from "node:readline";

const polars = createRequire(`${process.argv[2]}/`)("nodejs-polars");
console.log("ready");

const { col, lit } = polars;

function decide(path, threshold) {
  const table = polars
    .readCSV(path)
    .withColumn(
      col("probability").gtEq(threshold).cast(polars.Int64).alias("decision"),
    );
  table.writeCSV(`${path}.out`);
  return table.getColumn("decision").sum();
}

// The scores are distinct.
function writeCurve(path) {
  const rows = polars.readCSV(path).sort("probability", true);
  const positives = rows.getColumn("label").sum();
  const negatives = rows.height - positives;
  rows
    .withColumn(col("label").cumSum().alias("tp"))
    .withColumn(
      col("label").mul(-1).add(1).cast(polars.Int64).cumSum().alias("fp"),
    )
    .select(
      col("probability").alias("threshold"),
      col("tp"),
      col("fp"),
      lit(positives).sub(col("tp")).cast(polars.Int64).alias("fn"),
      lit(negatives).sub(col("fp")).cast(polars.Int64).alias("tn"),
      col("fp").div(negatives).alias("fpr"),
      col("tp").div(positives).alias("recall"),
    )
    .writeCSV(`${path}.out`);
  return rows.height;
}

const works = {
  read: (path) => polars.readCSV(path).height,
  sort: (path) => polars.readCSV(path).sort("probability").height,
  decide: (path, threshold) => decide(path, Number(threshold)),
  curve: writeCurve,
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [what, ...request] = line.split(" ");
  const start = performance.now();
  const result = works[what](...request);
  const seconds = (performance.now() - start) / 1000;
  console.log(seconds, result);
}
