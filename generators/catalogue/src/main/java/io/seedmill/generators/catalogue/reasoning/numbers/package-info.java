/** Questions about whole numbers, fractions and polynomials. */
package io.seedmill.generators.catalogue.reasoning.numbers;
