package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

/**
 * One reason why an input is refused.
 *
 * @param at the place of the value, or of the unknown key, from the root of the input
 * @param kind the kind of the problem
 * @param found the value found, or the key that is unknown
 * @param allowed what would be accepted, in words
 */
public record InputProblem(JsonPointer at, Kind kind, String found, String allowed) {

  private static final int LONGEST = 200;

  /** The kinds of problems. */
  public enum Kind {
    /** A key that is not declared; a JSON Schema made from the declaration refuses it, too. */
    UNKNOWN_KEY,
    /** A missing value, a wrong type or a value out of range; a JSON Schema refuses it, too. */
    STRUCTURE,
    /** Anything that a JSON Schema cannot express. */
    RULE
  }

  /**
   * A value that breaks a rule.
   *
   * @param path the place as a JSON Pointer, such as {@code /columns/2/min}
   */
  public InputProblem(String path, String found, String allowed) {
    this(JsonPointer.compile(path), Kind.RULE, found, allowed);
  }

  /** Returns the problem of a value that has the wrong type or is out of range. */
  public static InputProblem structure(JsonPointer at, JsonNode value, String allowed) {
    return new InputProblem(at, Kind.STRUCTURE, found(value), allowed);
  }

  /** Returns the problem of a value that breaks a rule. */
  public static InputProblem rule(JsonPointer at, JsonNode value, String allowed) {
    return new InputProblem(at, Kind.RULE, found(value), allowed);
  }

  /**
   * Returns the problem of a key that is not known.
   *
   * @param more what else is allowed, in words
   */
  static InputProblem unknownKey(
      JsonPointer object, String key, Collection<String> known, String more) {
    return new InputProblem(
        object.appendProperty(key),
        Kind.UNKNOWN_KEY,
        "unknown key '" + key + "'",
        NearestName.find(key, known)
            .map(nearest -> "did you mean '" + nearest + "'?")
            .orElseGet(() -> "allowed: " + NearestName.list(known) + more));
  }

  /** Returns a value as messages show it: cut where it is long. */
  public static String found(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Returns the place as the text of a JSON Pointer. */
  public String path() {
    return at.toString();
  }

  /** Returns the problem in words, without its place. */
  public String message() {
    return kind == Kind.UNKNOWN_KEY
        ? found + "; " + allowed
        : "found " + found + "; allowed: " + allowed;
  }

  /** Returns the same problem of an input that is part of a larger one. */
  public InputProblem within(JsonPointer root) {
    return new InputProblem(root.append(at), kind, found, allowed);
  }
}
