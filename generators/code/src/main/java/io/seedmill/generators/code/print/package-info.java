/** Writes programs in each language. */
package io.seedmill.generators.code.print;
