/** Questions about letters and words. */
package io.seedmill.generators.catalogue.reasoning.texts;
