/** Questions about counting and probability. */
package io.seedmill.generators.catalogue.reasoning.chance;
