package io.seedmill.pipeline.raw;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.FetchCounts;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.raw.RawPiece;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The part of a plan that raw files cover. Every index of the plan is wanted of exactly one piece,
 * or in the rest.
 *
 * @param pieces the lines that are there
 * @param rest the same entries with the indices that are not
 * @param taken the runs whose files have the lines, in the order in which they were looked at
 */
public record Coverage(List<RawPiece> pieces, GenerationPlan rest, List<Taken> taken)
    implements Serializable {

  public Coverage {
    pieces = List.copyOf(pieces);
    taken = List.copyOf(taken);
  }

  /**
   * The share of one run in what is there.
   *
   * @param samples how many indices
   * @param first when the oldest of its files was written, in UTC
   * @param last when the newest was
   */
  public record Taken(String run, long samples, String first, String last) implements Serializable {

    private Taken plus(Taken more) {
      return new Taken(
          run,
          samples + more.samples,
          Instant.parse(first).isBefore(Instant.parse(more.first)) ? first : more.first,
          Instant.parse(last).isAfter(Instant.parse(more.last)) ? last : more.last);
    }
  }

  /** Nothing is there. */
  public static Coverage none(GenerationPlan plan) {
    return new Coverage(List.of(), plan, List.of());
  }

  /**
   * Finds what raw files have. Only what was made by the same generator with the same parameters
   * and seed counts, whichever plan it was made for.
   *
   * @param notes of which the first that has an index is taken
   */
  public static Coverage of(GenerationPlan plan, List<RawNote> notes) {
    return none(plan).and(notes, entry -> true);
  }

  /**
   * Finds what more raw files have of the rest.
   *
   * @param wanted the entries to look for
   */
  Coverage and(List<RawNote> notes, Predicate<GenerationPlan.Entry> wanted) {
    return and(notes, wanted, (entry, piece) -> true);
  }

  /**
   * Finds what more raw files have of the rest.
   *
   * @param wanted the entries to look for
   * @param current the pieces of them that are used
   */
  Coverage and(
      List<RawNote> notes,
      Predicate<GenerationPlan.Entry> wanted,
      BiPredicate<GenerationPlan.Entry, RawNote.Piece> current) {
    return notes.isEmpty() ? this : new Search(this, wanted, current).in(notes);
  }

  /**
   * Returns a copy as made by an earlier run: this one has not asked for anything that is there.
   */
  Coverage ofEarlierRuns() {
    return new Coverage(pieces.stream().map(RawPiece::withTimesOnly).toList(), rest, taken);
  }

  /** Returns the number of indices that are there. */
  public long samples() {
    return pieces.stream().mapToLong(piece -> piece.wanted().size()).sum();
  }

  private static final class Search {

    private final GenerationPlan plan;
    private final Map<String, Integer> entries = new HashMap<>();
    private final List<List<IndexRange>> left = new ArrayList<>();
    private final List<RawPiece> pieces;
    private final BiPredicate<GenerationPlan.Entry, RawNote.Piece> current;
    private final Map<String, Taken> taken = new LinkedHashMap<>();

    Search(
        Coverage before,
        Predicate<GenerationPlan.Entry> wanted,
        BiPredicate<GenerationPlan.Entry, RawNote.Piece> current) {
      this.current = current;
      plan = before.rest;
      pieces = new ArrayList<>(before.pieces);
      before.taken.forEach(share -> taken.put(share.run(), share));
      for (int entry = 0; entry < plan.entries().size(); entry++) {
        if (wanted.test(plan.entries().get(entry))) {
          entries.put(plan.fingerprint(entry), entry);
        }
        left.add(plan.entries().get(entry).ranges());
      }
    }

    Coverage in(List<RawNote> notes) {
      for (RawNote note : notes) {
        long samples = 0;
        for (RawNote.Piece piece : note.pieces()) {
          Integer entry = entries.get(piece.fingerprint());
          if (entry != null && current.test(plan.entries().get(entry), piece)) {
            samples += take(entry, piece, note.path());
          }
        }
        if (samples > 0) {
          Taken share = new Taken(note.run(), samples, note.finishedAt(), note.finishedAt());
          taken.merge(note.run(), share, Taken::plus);
        }
      }
      List<GenerationPlan.Entry> rest = new ArrayList<>();
      for (int entry = 0; entry < left.size(); entry++) {
        rest.add(plan.entries().get(entry).withRanges(left.get(entry)));
      }
      return new Coverage(pieces, plan.withEntries(rest), List.copyOf(taken.values()));
    }

    /** Takes what is wanted of a piece, and returns how many indices that is. */
    private long take(int entry, RawNote.Piece piece, String path) {
      long samples = 0;
      List<IndexRange> before = left.get(entry);
      List<IndexRange> after = IndexRange.difference(before, List.of(piece.range()));
      if (piece.leftOut() != null
          && !IndexRange.difference(before, after).equals(List.of(piece.range()))) {
        return 0; // of a part of it, no one could say how many records are left out
      }
      for (IndexRange wanted : IndexRange.difference(before, after)) {
        samples += wanted.size();
        pieces.add(
            new RawPiece(
                entry,
                piece.range(),
                wanted,
                path,
                piece.offset(),
                piece.bytes(),
                piece.samples(),
                piece.failed(),
                piece.sha256(),
                piece.numbersAsText() == null ? 0 : piece.numbersAsText(),
                piece.nearTimeLimit() == null ? 0 : piece.nearTimeLimit(),
                piece.nanos() == null ? 0 : piece.nanos(),
                true,
                piece.fetched() == null ? FetchCounts.NONE : piece.fetched(),
                piece.leftOut() == null ? RawPiece.LeftOut.NONE : piece.leftOut()));
      }
      left.set(entry, after);
      return samples;
    }
  }
}
