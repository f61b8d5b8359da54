/** HTTP APIs as generators: a query is an index, and the records of its answers are its samples. */
package io.seedmill.generators.sources.http;
