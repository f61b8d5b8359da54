package io.seedmill.generators.sources.http;

import java.time.Duration;

/**
 * The timeouts of a request.
 *
 * @param connect the longest time until there is a connection
 * @param read the longest time between two parts of the response
 * @param request the longest time in all, redirects included
 */
record TimeLimits(Duration connect, Duration read, Duration request) {}
