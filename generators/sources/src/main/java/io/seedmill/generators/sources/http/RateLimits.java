package io.seedmill.generators.sources.http;

import java.time.Duration;

/**
 * The rate limits of the whole run for a host.
 *
 * @param requestsPerSecond the largest number of requests per second
 * @param concurrency the largest number of requests at once
 * @param stagger the time over which the workers' first requests are spread
 * @param longestWait the longest time that a request waits as its host asks, in all
 * @param pause the time without requests after repeated failures
 */
record RateLimits(
    double requestsPerSecond,
    int concurrency,
    Duration stagger,
    Duration longestWait,
    Duration pause) {}
