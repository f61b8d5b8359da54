/** HTTP APIs as sources: an index is a query, and its samples are the records of the responses. */
package io.seedmill.generators.sources.http;
