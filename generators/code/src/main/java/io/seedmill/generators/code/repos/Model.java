package io.seedmill.generators.code.repos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a repository is about and how it is built, without a language.
 *
 * @param services the services that it consists of; none where it is one program
 * @param steps the commits, each named by what it adds
 * @param variants numbers that choose between wordings and layouts
 */
record Model(
    Theme theme,
    String name,
    Name core,
    List<Entity> entities,
    List<Model> services,
    Medium medium,
    Storage storage,
    boolean settingsFile,
    String licence,
    List<String> steps,
    Map<String, Integer> variants,
    long firstDay) {

  enum Medium {
    COMMANDS,
    HTTP,
    LIBRARY;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum Storage {
    MEMORY,
    FILE,
    SQLITE
  }

  /** A kind of record; parents are other entities. */
  record Entity(
      Name name,
      Name plural,
      String doc,
      List<Field> fields,
      List<Entity> parents,
      boolean cascade,
      Optional<States> states,
      Optional<Limit> limit,
      Optional<Total> total,
      List<String> closed,
      Optional<Takes> takes) {}

  /** A field with values for tests and documents. */
  record Field(Name name, String type, int least, int most, boolean unique, List<String> values) {}

  record States(List<String> all, List<Transition> transitions) {
    boolean isFinal(String state) {
      return transitions.stream().noneMatch(transition -> transition.from().equals(state));
    }
  }

  record Transition(String from, String to) {}

  /** At most so many records for the first parent. */
  record Limit(int count, boolean open) {}

  /** The share of a record in the total of its first parent: a number times a price. */
  record Total(String number, String price, Optional<Entity> owner) {}

  /** A number that is taken from a stock that a parent has. */
  record Takes(String number, Entity owner, String stock) {}
}
