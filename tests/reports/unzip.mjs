/**
 * Reads zip files with the browser's modules. Each line of the input is a file in base 64; the line
 * of the output for it lists what is in it: names with their content in base 64, or null for what
 * could not be read.
 */

import { createInterface } from "node:readline";
import { received } from "../../scripts/coursekit/site/browser/received.js";

for await (const line of createInterface({ input: process.stdin })) {
  const files = [];
  for await (const { name, bytes } of received("all.zip", new Blob([Buffer.from(line, "base64")])))
    files.push([name, bytes ? Buffer.from(bytes).toString("base64") : null]);
  console.log(JSON.stringify(files));
}
