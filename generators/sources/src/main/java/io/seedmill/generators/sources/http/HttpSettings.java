package io.seedmill.generators.sources.http;

import io.seedmill.generators.json.LargeIntegers;
import io.seedmill.generators.sources.cache.CacheLimits;
import java.util.List;
import java.util.Optional;

/**
 * Settings beside the request.
 *
 * @param integers what becomes of large integers in samples
 * @param cacheKeyHeaders the headers, in lower case, that an answer depends on; empty for all
 */
record HttpSettings(
    RateLimits rateLimits,
    TimeLimits timeLimits,
    long maxAnswerBytes,
    CacheLimits cacheLimits,
    Optional<List<String>> cacheKeyHeaders,
    LargeIntegers integers) {}
