/** Runs programs, and refuses what languages do in different ways. */
package io.seedmill.generators.code.run;
