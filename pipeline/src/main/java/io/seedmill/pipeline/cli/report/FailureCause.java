package io.seedmill.pipeline.cli.report;

/**
 * A cause of failures.
 *
 * @param count how many samples failed by it
 * @param text the cause, with one of its messages
 * @param example one of the samples
 * @param replay the command that makes it again; empty for none
 */
public record FailureCause(long count, String text, String example, String replay) {}
