package io.seedmill.pipeline.queue;

import java.time.Duration;

/**
 * The terms of a lease.
 *
 * @param most how many messages are enough
 * @param visibility how long they stay away from others if this process is killed
 * @param first how long to wait for the first message; for the others it is a second
 * @param patience how long, if a signal ends the program, its own end of the lease is waited for
 *     before the messages go back
 */
public record LeaseTerms(int most, Duration visibility, Duration first, Duration patience) {}
