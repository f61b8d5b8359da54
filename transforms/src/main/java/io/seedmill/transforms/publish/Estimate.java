package io.seedmill.transforms.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * The figures that were expected of a run before it began.
 *
 * @param from what they rest on
 * @param seconds the time from the run's beginning until it is published
 * @param bytes the size of the dataset's files; null where only that of lines of JSON without
 *     compression is known
 * @param duplicates the number of samples that are equal to others
 * @param fewestDuplicates hardly fewer than this
 * @param mostDuplicates hardly more than this
 * @param heapBytes the heap that suffices, where the runner keeps the samples there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(
    String from,
    double seconds,
    Long bytes,
    long duplicates,
    long fewestDuplicates,
    long mostDuplicates,
    long heapBytes)
    implements Serializable {}
