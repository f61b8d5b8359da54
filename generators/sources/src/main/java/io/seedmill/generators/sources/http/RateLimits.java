package io.seedmill.generators.sources.http;

import java.time.Duration;

/**
 * How a host is treated by a whole run.
 *
 * @param requestsPerSecond the most requests a second
 * @param concurrency the most requests at once
 * @param stagger over what time the workers' first requests are spread
 * @param longestWait the longest wait that a host may ask for
 * @param pause how long a host that fails again and again is left alone
 */
record RateLimits(
    double requestsPerSecond,
    int concurrency,
    Duration stagger,
    Duration longestWait,
    Duration pause) {}
