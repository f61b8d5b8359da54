package io.seedmill.pipeline.dataset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Finds keys {@code <<} that readers of YAML take in different ways: two in one mapping, a mapping
 * that merges itself, and values that cannot be merged.
 */
final class MergeKeys {

  static final String KEY = "<<";

  private static final String ALLOWED =
      "'<<' with a mapping or a list of mappings, such as '<<: *name' or '<<: [*first, *second]'";

  private final Deque<Open> open = new ArrayDeque<>();
  private final Set<Anchor> scalars = new HashSet<>();

  /**
   * A problem.
   *
   * @param place the place where it begins
   */
  record Problem(Optional<Mark> place, String found, String allowed) {}

  /** A collection that has begun. */
  private static final class Open {

    private final CollectionStartEvent start;
    private final boolean isMerged;
    private boolean isKeyNext = true;
    private boolean isMergeNext;
    private boolean hasMerge;

    /**
     * @param isMerged true if it is the value of a key {@code <<}
     */
    Open(CollectionStartEvent start, boolean isMerged) {
      this.start = start;
      this.isMerged = isMerged;
    }

    boolean isMapping() {
      return start instanceof MappingStartEvent;
    }

    boolean isKey() {
      return isMapping() && isKeyNext;
    }

    boolean merges() {
      return isMapping() ? !isKeyNext && isMergeNext : isMerged;
    }

    void next() {
      isKeyNext = !isKeyNext;
    }
  }

  private MergeKeys() {}

  /** Returns the first problem in a text. */
  static Optional<Problem> problem(Iterable<Event> events) {
    MergeKeys keys = new MergeKeys();
    for (Event event : events) {
      Optional<Problem> problem = keys.add(event);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> add(Event event) {
    Optional<Problem> problem = Optional.empty();
    if (event instanceof NodeEvent node) {
      problem = add(node);
    } else if (event instanceof CollectionEndEvent) {
      open.pop();
    }
    boolean isWhole = event instanceof ScalarEvent || event instanceof AliasEvent;
    if ((isWhole || event instanceof CollectionEndEvent) && !open.isEmpty()) {
      open.peek().next();
    }
    return problem;
  }

  private Optional<Problem> add(NodeEvent node) {
    Open parent = open.peek();
    boolean isMerged = parent != null && parent.merges();
    if (parent != null && parent.isKey()) {
      parent.isMergeNext = isMerge(node);
      if (parent.isMergeNext && parent.hasMerge) {
        String allowed = "one '<<', with a list if it merges several: '<<: [*first, *second]'";
        return problem(node, "a second '<<' in one mapping", allowed);
      }
      parent.hasMerge |= parent.isMergeNext;
    }
    if (node instanceof CollectionStartEvent start) {
      open.push(new Open(start, isMerged));
    } else if (node instanceof ScalarEvent scalar) {
      scalar.getAnchor().ifPresent(scalars::add);
      return isMerged
          ? problem(node, "'<<' with the value '" + scalar.getValue() + "'", ALLOWED)
          : Optional.empty();
    } else if (isMerged && node instanceof AliasEvent alias) {
      return problemOf(alias);
    }
    return Optional.empty();
  }

  private Optional<Problem> problemOf(AliasEvent alias) {
    Anchor name = alias.getAlias();
    if (open.stream().anyMatch(each -> Objects.equals(each.start.getAnchor().orElse(null), name))) {
      return problem(
          alias, "'<<' with the mapping *" + name.getValue() + " within itself", ALLOWED);
    }
    return scalars.contains(name)
        ? problem(alias, "'<<' with *" + name.getValue() + ", which is one value", ALLOWED)
        : Optional.empty();
  }

  private static boolean isMerge(NodeEvent node) {
    return node instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getTag().isEmpty()
        && scalar.getValue().equals(KEY);
  }

  private static Optional<Problem> problem(Event at, String found, String allowed) {
    return Optional.of(new Problem(at.getStartMark(), found, allowed));
  }
}
