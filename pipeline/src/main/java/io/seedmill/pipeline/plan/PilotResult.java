package io.seedmill.pipeline.plan;

import java.util.OptionalDouble;

/**
 * The measurements of a few samples of one generator.
 *
 * @param ending how the trial ended
 * @param made how many samples were made
 * @param failed how many indices failed
 * @param lineBytes the length of their lines in all
 * @param memoryBytes the same as they are packed in memory
 * @param nanos what one sample took, once the code was warm; empty where none was made
 * @param compared how many samples were compared with each other
 * @param distinct how many different ones are among them
 * @param equalPairs how many pairs among them are equal
 * @param nearShare the part of all pairs that near duplicates are looked for in
 * @param indices how many indices that is; an index of some sources has several samples
 * @param requests how many answers of an API they took, from a cache or not
 * @param startNanos what it took from opening the generator until its first sample
 */
public record PilotResult(
    Ending ending,
    long made,
    long failed,
    long lineBytes,
    long memoryBytes,
    OptionalDouble nanos,
    long compared,
    long distinct,
    long equalPairs,
    double nearShare,
    long indices,
    long requests,
    long startNanos) {

  /** The end of a trial. */
  public enum Ending {
    /** All that was wanted was made. */
    DONE,
    /** The time was over before, or there was none left. */
    TIME_OVER,
    /** The generator gave up. */
    FAILED
  }

  /** Returns the bytes of the lines of an index; 0 where none was made. */
  public double bytesEach() {
    return indices == 0 ? 0 : (double) lineBytes / indices;
  }
}
