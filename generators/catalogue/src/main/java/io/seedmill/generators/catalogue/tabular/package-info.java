/**
 * Rows of a table whose columns and distributions the user declares, and what follows from them.
 */
package io.seedmill.generators.catalogue.tabular;
