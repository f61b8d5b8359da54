/** Answers of APIs, kept by what was asked: in memory, and in a folder or on a server. */
package io.seedmill.generators.cache;
