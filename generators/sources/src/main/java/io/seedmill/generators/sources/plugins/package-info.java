/** Loads generators from the user's jars, which are not on the class path. */
package io.seedmill.generators.sources.plugins;
