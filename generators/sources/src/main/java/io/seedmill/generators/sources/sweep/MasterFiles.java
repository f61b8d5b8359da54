package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entries of master files, in order, checked. */
final class MasterFiles {

  private static final int MOST_SHOWN = 10;

  private final Map<String, ObjectNode> entries = new LinkedHashMap<>();
  private final Map<String, PlainYaml> origins = new LinkedHashMap<>();

  /** Reads files that are one after the other. */
  static MasterFiles of(List<PlainYaml> files) throws MasterException {
    MasterFiles masters = new MasterFiles();
    for (PlainYaml file : files) {
      masters.add(file);
    }
    masters.check();
    return masters;
  }

  Map<String, ObjectNode> entries() {
    return entries;
  }

  private void add(PlainYaml file) throws MasterException {
    for (var entry : file.json().properties()) {
      String key = entry.getKey();
      String place = file.placeOf(JsonPointer.empty().appendProperty(key));
      if (!(entry.getValue() instanceof ObjectNode object)) {
        throw new MasterException(
            "%s: %s: %s".formatted(place, key, InputProblem.found(entry.getValue())), "a mapping");
      }
      if (key.contains("*")) {
        throw new MasterException(place + ": the name '" + key + "'", "names without '*'");
      }
      PlainYaml before = origins.putIfAbsent(key, file);
      if (before != null) {
        throw new MasterException(
            "%s: the name '%s' a second time, after %s"
                .formatted(place, key, before.placeOf(JsonPointer.empty().appendProperty(key))),
            "each name once");
      }
      entries.put(key, object);
    }
  }

  /** Returns the newest edition that reads these files. */
  Edition edition(RunnerFile runners) {
    if (entries.values().stream().anyMatch(entry -> entry.has(MasterSchema.SCENARIOS))) {
      boolean isOfJuly =
          runners.edition() == Edition.SEP_2026
              && entries.values().stream().anyMatch(MasterFiles::isWithoutTransfer);
      return isOfJuly ? Edition.JUL_2026 : runners.edition();
    }
    if (isWithoutNodes()) {
      return Edition.NOV_2025;
    }
    for (ObjectNode entry : entries.values()) {
      for (JsonNode sequence : entry.path(MasterSchema.SEQUENCES)) {
        if (sequence.path("isl").asLong() == SequenceLengths.ONE_EIGHT.isl()
            && sequence.path("osl").asLong() == SequenceLengths.ONE_EIGHT.osl()) {
          return Edition.FEB_2026;
        }
      }
    }
    return Edition.APR_2026;
  }

  /** Returns whether an entry is of before August: what moves the cache has no key of its own. */
  private static boolean isWithoutTransfer(ObjectNode entry) {
    boolean hasNames =
        entry.findValues(MasterSchema.BACKEND).stream().anyMatch(JsonNode::isTextual);
    boolean isApart = entry.path("disagg").asBoolean();
    return hasNames || (isApart && entry.findValue(MasterSchema.TRANSFER) == null);
  }

  private boolean isWithoutNodes() {
    return entries.values().stream().noneMatch(entry -> entry.has(MasterSchema.MULTINODE));
  }

  private void check() throws MasterException {
    boolean withoutNodes = isWithoutNodes();
    List<MasterException> mistakes = new ArrayList<>();
    for (var entry : entries.entrySet()) {
      JsonPointer at = JsonPointer.empty().appendProperty(entry.getKey());
      JsonNode values = MasterSchema.withoutNothing(entry.getValue());
      boolean multinode = values.path(MasterSchema.MULTINODE).asBoolean();
      List<InputProblem> problems =
          new ArrayList<>(MasterSchema.entry(multinode).check(at, values));
      if (!withoutNodes && !values.has(MasterSchema.MULTINODE)) {
        String place = at.appendProperty(MasterSchema.MULTINODE).toString();
        problems.add(new InputProblem(place, "nothing", "true or false"));
      }
      for (InputProblem problem : problems) {
        String key = problem.path().substring(at.toString().length() + 1).replace('/', '.');
        String place = origins.get(entry.getKey()).placeOf(problem.at());
        mistakes.add(
            new MasterException(
                "%s: %s: %s: %s".formatted(place, entry.getKey(), key, problem.found()),
                problem.allowed().replaceFirst("^allowed: ", "")));
      }
    }
    if (!mistakes.isEmpty()) {
      throw together(mistakes);
    }
  }

  private static MasterException together(List<MasterException> mistakes) {
    StringBuilder allowed = new StringBuilder(mistakes.get(0).allowed());
    for (MasterException more : mistakes.subList(1, Math.min(mistakes.size(), MOST_SHOWN))) {
      allowed.append("; and found %s; allowed: %s".formatted(more.getMessage(), more.allowed()));
    }
    if (mistakes.size() > MOST_SHOWN) {
      allowed.append("; and %d more mistakes".formatted(mistakes.size() - MOST_SHOWN));
    }
    return new MasterException(mistakes.get(0).getMessage(), allowed.toString());
  }
}
