package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * How a query's pages follow each other.
 *
 * @param parameter the parameter of the URL's query that says which page is wanted
 * @param start the first page's number or offset
 * @param size how many records a whole page has; 0 where it is not known
 * @param sizeParameter the parameter that asks for that size, if any
 * @param next where an answer has the cursor or the address of the next page
 * @param maxPages the most pages of a query
 */
record Pagination(
    Type type,
    String parameter,
    long start,
    int size,
    Optional<String> sizeParameter,
    Optional<JsonPointer> next,
    int maxPages) {

  /** What leads from a page to the next. */
  enum Type {
    /** There is one page. */
    NONE,
    /** The page's number. */
    PAGE,
    /** How many records come before it. */
    OFFSET,
    /** A word in the answer. */
    CURSOR,
    /** An address in the answer or in its Link header. */
    LINK
  }

  static final Pagination NONE =
      new Pagination(Type.NONE, "", 0, 0, Optional.empty(), Optional.empty(), 1);
}
