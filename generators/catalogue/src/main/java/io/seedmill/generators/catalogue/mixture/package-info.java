/** The shares that kinds and levels have in a generator of many kinds. */
package io.seedmill.generators.catalogue.mixture;
