/** Code with known flaws, the same code mended, and sound code that looks alike. */
package io.seedmill.generators.code.flaws;
