/** Equations to solve, with the solution put back in. */
package io.seedmill.generators.catalogue.algebra;
