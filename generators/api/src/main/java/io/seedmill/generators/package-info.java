/** The generator SPI: what a sample is, who makes it, and the catalogue of everything that can. */
package io.seedmill.generators;
