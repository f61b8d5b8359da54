/** Propositional formulas that have a model or none. */
package io.seedmill.generators.catalogue.logic;
