/** HTTP APIs as generators: a query is an index, the records of its answers are the samples. */
package io.seedmill.generators.http;
