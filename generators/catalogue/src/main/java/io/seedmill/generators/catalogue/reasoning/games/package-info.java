/** Questions about moves: of games for two, of sliding tiles and of a cube. */
package io.seedmill.generators.catalogue.reasoning.games;
