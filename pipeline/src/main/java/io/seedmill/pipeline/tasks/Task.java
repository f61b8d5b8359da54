package io.seedmill.pipeline.tasks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;

/**
 * A line of a task file.
 *
 * @param place the file and the line, for messages
 * @param type an entry of the spec or a generator of the catalogue
 * @param range the indices
 * @param seed from which the randomness comes
 * @param params values of parameters in place of the entry's own; null where there are none
 */
record Task(String place, String type, IndexRange range, long seed, ObjectNode params) {

  /** Returns the task of a source whose parameters are given with all keys of its entry. */
  Task withItsOwnParams() {
    ObjectNode own = params != null && params.get("params") instanceof ObjectNode p ? p : null;
    return new Task(place, type, range, seed, own);
  }

  /** Returns the values of parameters in place of the entry's own. */
  ObjectNode paramsOrNone() {
    return params == null ? JsonNodeFactory.instance.objectNode() : params;
  }
}
