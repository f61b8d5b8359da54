/** Reads rows of JSON Lines, JSON, CSV and text by one set of rules. */
package io.seedmill.generators.sources.rows;
