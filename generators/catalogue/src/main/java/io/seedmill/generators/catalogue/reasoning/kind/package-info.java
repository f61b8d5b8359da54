/** Kinds of questions, and problems. */
package io.seedmill.generators.catalogue.reasoning.kind;
