package io.seedmill.generators.sources.files;

import io.seedmill.generators.sources.files.RecordFile.Place;
import java.util.List;

/**
 * What was found in a part of a file.
 *
 * @param lines how many line feeds there are
 * @param headIsRecord whether what lies before the first of them, or all where there is none, is
 *     more than blank: the end of a record that began before, or a record
 * @param records how many records begin and end here, but for the head
 * @param tailIsRecord whether what lies behind the last line feed is more than blank
 * @param places of records, whose numbers and lines count from this part's first
 * @param digests of its blocks
 */
record Piece(
    long lines,
    boolean headIsRecord,
    long records,
    boolean tailIsRecord,
    List<Place> places,
    byte[] digests) {}
