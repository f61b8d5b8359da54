package io.seedmill.generators;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The origin of the API responses that an index was made from.
 *
 * @param hits the number of responses from the cache
 * @param misses the number of responses from the API
 * @param first the time at which the oldest was received
 * @param last the time at which the newest was received
 * @param end the way in which the pages ended
 */
public record Fetched(int hits, int misses, Instant first, Instant last, End end) {

  /** The way in which the pages of a query ended. */
  public enum End {
    /** The API named no further page, or has none. */
    LAST_PAGE("lastPage", ""),
    /** A page without records. */
    EMPTY_PAGE("emptyPage", ""),
    /** A page of fewer records than asked for, where the spec takes that for the last one. */
    SHORT_PAGE("shortPage", ""),
    /** As many records as the spec wants. */
    LIMIT("limit", ""),
    /** As many pages as the spec allows, though the API has more. */
    MAX_PAGES("maxPages", "stopped at 'maxPages'; the API has more pages"),
    /** The page before once more. */
    REPEATED_PAGE("repeatedPage", "ended at a page that repeats the one before"),
    /** A cursor or a link to a page before. */
    CIRCLE("circle", "ended at a cursor or link that leads back to a page before"),
    /** An end like others, though the answers count more records than were in the pages. */
    BELOW_TOTAL("belowTotal", "had fewer records than the answers count in all ('total', say)"),
    /** A page that is not there. */
    NOT_FOUND("notFound", "ended at a page that the API does not have (404 or 416)"),
    /** A page in which the place of the records is not there. */
    NO_RECORDS("noRecords", "ended at a page that lacks the place of the records"),
    /** The first page, which has nothing where the next one would be named. */
    NO_NEXT("noNext", "ended at the first page, which names no next one"),
    /** The only page was had, and there is no record in it. */
    NOTHING("nothing", "had no records: the first page is empty"),
    /** All of several pages were had, and there is no record in them. */
    EMPTY_PAGES("emptyPages", "had no records in several pages, each of them empty");

    private final String word;
    private final String warning;

    End(String word, String warning) {
      this.word = word;
      this.warning = warning;
    }

    /**
     * Returns the end with a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static End of(String word) {
      return Stream.of(values())
          .filter(end -> end.word.equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no end of pages: " + word));
    }

    /** Returns the word for it in a manifest. */
    public String word() {
      return word;
    }

    /** Returns the words for an end that a person should know of; empty for a usual one. */
    public String warning() {
      return warning;
    }
  }

  public Fetched {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(end, "end");
  }
}
