package io.seedmill.pipeline.raw;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.FetchCounts;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.raw.RawPiece;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a plan that raw files cover. Every index of the plan is wanted of exactly one piece,
 * or in the rest.
 *
 * @param pieces the lines that are there
 * @param rest the same entries with the indices that are not
 */
public record Coverage(List<RawPiece> pieces, GenerationPlan rest) implements Serializable {

  public Coverage {
    pieces = List.copyOf(pieces);
  }

  /** Nothing is there. */
  public static Coverage none(GenerationPlan plan) {
    return new Coverage(List.of(), plan);
  }

  /**
   * Finds what raw files have. Only what was made by the same generator with the same parameters
   * and seed counts, whichever plan it was made for.
   *
   * @param notes of which the first that has an index is taken
   */
  public static Coverage of(GenerationPlan plan, List<RawNote> notes) {
    return new Search(plan).in(notes);
  }

  /**
   * Returns a copy as made by an earlier run: this one has not asked for anything that is there.
   */
  Coverage ofEarlierRuns() {
    return new Coverage(pieces.stream().map(RawPiece::withTimesOnly).toList(), rest);
  }

  /** Returns the number of indices that are there. */
  public long samples() {
    return pieces.stream().mapToLong(piece -> piece.wanted().size()).sum();
  }

  private static final class Search {

    private final GenerationPlan plan;
    private final Map<String, Integer> entries = new HashMap<>();
    private final List<List<IndexRange>> left = new ArrayList<>();
    private final List<RawPiece> pieces = new ArrayList<>();

    Search(GenerationPlan plan) {
      this.plan = plan;
      for (int entry = 0; entry < plan.entries().size(); entry++) {
        entries.put(plan.fingerprint(entry), entry);
        left.add(plan.entries().get(entry).ranges());
      }
    }

    Coverage in(List<RawNote> notes) {
      for (RawNote note : notes) {
        for (RawNote.Piece piece : note.pieces()) {
          Integer entry = entries.get(piece.fingerprint());
          if (entry != null) {
            take(entry, piece, note.path());
          }
        }
      }
      List<GenerationPlan.Entry> rest = new ArrayList<>();
      for (int entry = 0; entry < left.size(); entry++) {
        rest.add(plan.entries().get(entry).withRanges(left.get(entry)));
      }
      return new Coverage(pieces, plan.withEntries(rest));
    }

    private void take(int entry, RawNote.Piece piece, String path) {
      List<IndexRange> before = left.get(entry);
      List<IndexRange> after = IndexRange.difference(before, List.of(piece.range()));
      for (IndexRange wanted : IndexRange.difference(before, after)) {
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
                piece.fetched() == null ? FetchCounts.NONE : piece.fetched()));
      }
      left.set(entry, after);
    }
  }
}
