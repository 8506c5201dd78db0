// SPDX-License-Identifier: GPL-3.0-or-later
// The best F1 of a file, in SQL: peer-duckdb.mjs FOLDER, where FOLDER has
// DuckDB. Each line of standard input is "f1 FILE"; the answer is the time in
// seconds and the best F1.

import { createRequire } from "node:module";
import readline from "node:readline";

const { DuckDBInstance } = createRequire(`${process.argv[2]}/`)(
  "@duckdb/node-api",
);

const best_f1 = `
  WITH rows AS (SELECT label, probability FROM read_csv($path)),
  scores AS (
    SELECT probability, sum(label) AS tp, count(*) AS n
    FROM rows GROUP BY probability
  ),
  cumulated AS (
    SELECT
      sum(tp) OVER (ORDER BY probability DESC) AS tp,
      sum(n) OVER (ORDER BY probability DESC) AS predicted,
      sum(tp) OVER () AS positives
    FROM scores
  )
  SELECT max(2.0 * tp / (predicted + positives)) AS best FROM cumulated`;

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
console.log("ready");

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [, path] = line.split(" ");
  const start = performance.now();
  const result = await connection.runAndReadAll(best_f1, { path });
  const seconds = (performance.now() - start) / 1000;
  console.log(seconds, result.getRows()[0][0]);
}
