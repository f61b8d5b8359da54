package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.seedmill.generators.input.Parameters;
import java.util.Locale;
import java.util.Optional;

/**
 * The pagination of an API.
 *
 * @param parameter the URL parameter that selects the page
 * @param start the first page's number or offset
 * @param size the number of records of a full page; 0 if unknown
 * @param sizeParameter the parameter that asks for that size, if any
 * @param shortIsLast a page of fewer records than that is the last one
 * @param next the place of the cursor, or of the next page's address, in a response
 * @param maxPages the largest number of pages of a query
 */
record Pagination(
    Type type,
    String parameter,
    long start,
    int size,
    Optional<String> sizeParameter,
    boolean shortIsLast,
    Optional<JsonPointer> next,
    int maxPages) {

  /** The kind of pagination. */
  enum Type {
    /** There is one page. */
    NONE,
    /** The page's number. */
    PAGE,
    /** The number of records before it. */
    OFFSET,
    /** A word in the answer. */
    CURSOR,
    /** An address in the answer or in its Link header. */
    LINK
  }

  static final Pagination NONE =
      new Pagination(Type.NONE, "", 0, 0, Optional.empty(), false, Optional.empty(), 1);

  /** Reads the key {@code pagination}. */
  static Pagination of(Parameters keys) {
    Type type = Type.valueOf(keys.choice("type").toUpperCase(Locale.ROOT));
    boolean links = type == Type.LINK;
    boolean counts = type == Type.PAGE || type == Type.OFFSET;
    return new Pagination(
        type,
        links ? "" : keys.text("parameter"),
        counts ? keys.integer("start") : 0,
        links || !keys.has("size") ? 0 : keys.intValue("size"),
        links ? Optional.empty() : keys.optional("sizeParameter", Parameters::text),
        counts && keys.choice("lastPage").equals("short"),
        counts ? Optional.empty() : keys.optional("next", Parameters::pointer),
        keys.intValue("maxPages"));
  }
}
