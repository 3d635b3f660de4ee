// @duckdb/node-api: an instance per question, made by create, or from the cache while earlier ones are still held.
import { createInterface } from "node:readline";
import { DuckDBInstance } from "@duckdb/node-api";

const [file, sql, how] = process.argv.slice(2);
const options = { access_mode: "READ_ONLY", enable_external_access: "false" };

const kept = []; // what a cache is for: somebody still holds the instance
for await (const _ of createInterface({ input: process.stdin })) {
  const instance = how === "fromCache" ? await DuckDBInstance.fromCache(file, options) : await DuckDBInstance.create(file, options);
  const connection = await instance.connect();
  if (how === "fromCache") kept.push(instance, connection);
  const reader = await connection.runAndReadAll(sql);
  console.log(JSON.stringify(reader.getRowsJson()));
  if (how !== "fromCache") connection.closeSync();
  if (how !== "fromCache") instance.closeSync();
}
