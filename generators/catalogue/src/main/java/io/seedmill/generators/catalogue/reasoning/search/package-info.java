/** Questions about the best or a possible choice. */
package io.seedmill.generators.catalogue.reasoning.search;
