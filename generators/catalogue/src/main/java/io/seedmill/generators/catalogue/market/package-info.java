/** A simulated stock market, and what is known of its instruments at the end of each month. */
package io.seedmill.generators.catalogue.market;
