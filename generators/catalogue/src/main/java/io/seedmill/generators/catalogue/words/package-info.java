/** The wordings of questions. */
package io.seedmill.generators.catalogue.words;
