/** Sums to work out, with every step. */
package io.seedmill.generators.catalogue.arithmetic;
