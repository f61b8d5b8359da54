package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the rule by which what a program left becomes its samples. */
final class CollectSuggestion {

  private static final int MOST_NAMED = 6;

  private static final Map<String, String> FIELDS =
      Map.of(
          "png", "image", "jpg", "image", "jpeg", "image", "webp", "image", "mp4", "video", "webm",
          "video", "wav", "sound", "mp3", "sound", "txt", "text");

  private final Path output;
  private final int samples;
  private final int maxSampleBytes;
  private final List<Path> files;

  /**
   * @param output what the program left
   * @param samples how many samples it was asked for; two kinds of files are no two samples, so
   *     there should be three or more
   */
  CollectSuggestion(Path output, int samples, int maxSampleBytes) throws IOException {
    this.output = output;
    this.samples = samples;
    this.maxSampleBytes = maxSampleBytes;
    try (Stream<Path> all = Files.walk(output)) {
      this.files = all.filter(Files::isRegularFile).map(output::relativize).sorted().toList();
    }
  }

  /**
   * Returns the rule that leaves out as few files as possible.
   *
   * @throws IOException if no rule makes as many samples; the message says what was found
   */
  SuggestedCollect find() throws IOException {
    Optional<SuggestedCollect> best =
        candidates().stream()
            .filter(this::fits)
            .map(rule -> new SuggestedCollect(rule, unused(rule)))
            .min(Comparator.comparingInt(each -> each.unused().size()));
    if (best.isPresent()) {
      return best.get();
    }
    throw new IOException(
        "found %s; no rule of 'collect' makes %d samples of that. Allowed: a folder for each sample"
                .formatted(found(), samples)
            + " with the same kinds of files, a JSON file for each, or a row of .jsonl, .json, .csv"
            + " or .tsv for each");
  }

  private List<ObjectNode> candidates() {
    List<ObjectNode> rules = new ArrayList<>();
    fields(groups(Path::getParent)).ifPresent(fields -> rules.add(rule("folder", fields)));
    rules.add(rule("file", Map.of()));
    rules.add(rule("row", Map.of()));
    Set<String> endings = new TreeSet<>();
    files.forEach(
        file -> RowFormat.ofName(file.toString()).ifPresent(format -> endings.add(ending(file))));
    endings.forEach(ending -> rules.add(rule("row", Map.of()).put("files", "*." + ending)));
    fields(groups(file -> file.getNameCount() == 1 ? null : file.getName(0)))
        .ifPresent(fields -> rules.add(rule("tree", fields)));
    if (groups(file -> file.getNameCount() == 1 ? null : file.getName(0)).size() == samples) {
      rules.add(rule("tree", Map.of()));
    }
    return rules;
  }

  private static ObjectNode rule(String sample, Map<String, String> fields) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    if (!sample.equals("folder")) {
      rule.put("sample", sample);
    }
    if (!fields.isEmpty()) {
      ObjectNode names = rule.putObject("fields");
      fields.forEach(names::put);
    }
    return rule;
  }

  private List<String> unused(ObjectNode rule) {
    String ending = rule.path("files").asText().replaceFirst("^\\*\\.", "");
    return rule.has("files")
        ? files.stream().filter(file -> !ending(file).equals(ending)).map(Path::toString).toList()
        : List.of();
  }

  private boolean fits(ObjectNode rule) {
    try (FolderCollector collector =
        new FolderCollector(
            CollectRule.of(CollectRule.SCHEMA.read(rule)), output, maxSampleBytes)) {
      List<FolderCollector.Found> found = collector.find();
      for (FolderCollector.Found each : found) {
        each.read();
      }
      return found.size() == samples;
    } catch (IOException | InvalidParametersException e) {
      return false;
    }
  }

  /** A function of a file that may have no result. */
  private interface Folder {
    Path of(Path file);
  }

  /** Returns the names in each folder that may be a sample. */
  private Collection<List<String>> groups(Folder folder) {
    Map<String, Set<String>> groups = new TreeMap<>();
    for (Path file : files) {
      Path at = folder.of(file);
      int names = at == null ? 0 : at.getNameCount();
      groups
          .computeIfAbsent("" + at, unseen -> new LinkedHashSet<>())
          .add(file.getName(names).toString());
    }
    return groups.values().stream().map(List::copyOf).toList();
  }

  /**
   * Returns the file of each field, none where each file is one under its own name; empty where
   * folders have other kinds of files than the others.
   */
  private Optional<Map<String, String>> fields(Collection<List<String>> folders) {
    if (folders.size() != samples) {
      return Optional.empty();
    }
    Set<String> everywhere = new LinkedHashSet<>(folders.iterator().next());
    folders.forEach(everywhere::retainAll);
    Set<Set<String>> endings = new HashSet<>();
    for (List<String> folder : folders) {
      List<String> rest = folder.stream().filter(name -> !everywhere.contains(name)).toList();
      Set<String> kinds =
          rest.stream().map(name -> ending(Path.of(name))).collect(Collectors.toSet());
      endings.add(kinds);
      if (kinds.size() < rest.size() || kinds.contains("")) {
        return Optional.empty();
      }
    }
    if (endings.size() > 1) {
      return Optional.empty();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : everywhere) {
      add(fields, stem(name), name);
    }
    boolean byName =
        fields.keySet().stream().allMatch(field -> field.equals(stem(fields.get(field))));
    for (String ending : new TreeSet<>(endings.iterator().next())) {
      byName = false;
      boolean isAlone = everywhere.stream().noneMatch(name -> ending(Path.of(name)).equals(ending));
      if (!isAlone) {
        return Optional.empty(); // the pattern would take the others, too
      }
      add(fields, FIELDS.getOrDefault(ending, ending), "*." + ending);
    }
    return Optional.of(byName ? Map.of() : fields);
  }

  private static void add(Map<String, String> fields, String field, String file) {
    String other = field + "_" + ending(Path.of(file));
    fields.put(fields.containsKey(field) ? other : field, file);
  }

  private static String stem(String name) {
    return name.replaceFirst("(?<=.)\\..*$", "");
  }

  /** Returns the part of a name behind the last point, in small letters if the name has them. */
  private static String ending(Path file) {
    String name = file.getFileName().toString();
    int point = name.lastIndexOf('.');
    return point <= 0 ? "" : name.substring(point + 1);
  }

  private String found() {
    if (files.isEmpty()) {
      return "no file in {output}";
    }
    String more = files.size() > MOST_NAMED ? ", …" : "";
    return String.format(
        Locale.ROOT,
        "%,d %s (%s%s)",
        files.size(),
        files.size() == 1 ? "file" : "files",
        files.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", ")),
        more);
  }
}
