// MODULES is the folder that has eslint.
import { createRequire } from "node:module";

const require = createRequire("MODULES/");
const security = require("eslint-plugin-security");
const noUnsanitized = require("eslint-plugin-no-unsanitized");

export default [
  {
    files: ["**/u*.mjs"],
    plugins: { security, "no-unsanitized": noUnsanitized.default ?? noUnsanitized },
    rules: {
      "no-await-in-loop": "error",
      "no-eval": "error",
      "no-new-func": "error",
      "no-unsanitized/method": "error",
      "no-unsanitized/property": "error",
      "require-atomic-updates": "error",
      "security/detect-child-process": "error",
      "security/detect-eval-with-expression": "error",
    },
  },
];
