/** Questions about units and money. */
package io.seedmill.generators.catalogue.reasoning.everyday;
