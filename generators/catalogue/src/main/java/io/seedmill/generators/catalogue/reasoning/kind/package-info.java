/** Kinds of questions, problems, and the forms of answers. */
package io.seedmill.generators.catalogue.reasoning.kind;
