package io.seedmill.pipeline.queue;

/**
 * A message that a queue has given out.
 *
 * @param id its name, the same each time it is given out
 * @param receipt the name of this time
 * @param received how often it was given out, this time included
 * @param body its text
 */
public record QueuedMessage(String id, String receipt, int received, String body) {}
