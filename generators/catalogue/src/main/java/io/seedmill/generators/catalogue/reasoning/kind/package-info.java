/** What a kind of question is, and the forms of answers. */
package io.seedmill.generators.catalogue.reasoning.kind;
