// Writes annotations as GitHub's own toolkit does: reads [[level, message, properties], …] as JSON from standard input.

import * as core from "@actions/core";
import { readFileSync } from "node:fs";

for (const [level, message, properties] of JSON.parse(readFileSync(0, "utf8"))) {
  core[level](message, properties);
}
