/** Generators in jars of the user's own, which are not on the class path. */
package io.seedmill.generators.sources.plugins;
