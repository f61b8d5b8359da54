/** Questions about rules that are followed step by step. */
package io.seedmill.generators.catalogue.reasoning.automata;
