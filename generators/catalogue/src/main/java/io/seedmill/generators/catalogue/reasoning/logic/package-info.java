/** Questions about who says the truth, and what follows. */
package io.seedmill.generators.catalogue.reasoning.logic;
