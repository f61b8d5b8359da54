package io.seedmill.generators.sources.http;

import java.time.Duration;

/**
 * How long a request may take.
 *
 * @param connect until there is a connection
 * @param read between two pieces of the answer
 * @param request in all, redirects included
 */
record TimeLimits(Duration connect, Duration read, Duration request) {}
