/** Keeps what was asked for, in memory and in a folder or on a server, so that it is asked once. */
package io.seedmill.generators.sources.cache;
