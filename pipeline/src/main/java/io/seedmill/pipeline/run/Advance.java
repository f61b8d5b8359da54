package io.seedmill.pipeline.run;

/**
 * The progress of a run, as far as its runner tells.
 *
 * @param done how much is done
 * @param total how much there is to do
 * @param unit what is counted, such as samples
 * @param remark what else there is to say, in a few words; may be empty
 */
public record Advance(long done, long total, String unit, String remark) {}
