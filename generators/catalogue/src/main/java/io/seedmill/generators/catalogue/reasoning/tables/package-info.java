/** Questions about tables and formulas. */
package io.seedmill.generators.catalogue.reasoning.tables;
