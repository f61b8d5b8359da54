package io.seedmill.generators.code.flaws;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.flaws.Variant.Form;
import io.seedmill.generators.code.flaws.Variant.Line;
import io.seedmill.generators.code.flaws.Variant.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the notation of flaws, which the head of {@code security.txt} explains. */
final class FlawFile {

  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
  private static final List<String> SHOWN = List.of("tool", "reading");
  private static final List<String> DEFAULT_TYPES =
      List.of("Service", "Worker", "Support", "Tasks");
  private static final String MARKERS = "-+=*~!:";

  /** The words and sentences of a flaw, of a language of it, or of a variant. */
  private static final class Level {
    final List<List<String>> calls = new ArrayList<>();
    final List<String> say = new ArrayList<>();
    final List<String> safe = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<String> show = new ArrayList<>();
    int line;
  }

  private final String category;
  private final List<Flaw> flaws = new ArrayList<>();
  private int number;

  private String name = "";
  private int cwe;
  private String severity = "";
  private String shown = "reading";
  private List<String> types = DEFAULT_TYPES;
  private Level ofFlaw = new Level();
  private List<Language> languages = List.of();
  private Level ofLanguage = new Level();
  private final List<Level> variants = new ArrayList<>();
  private List<String> code = new ArrayList<>();

  private FlawFile(String category) {
    this.category = category;
  }

  /** Returns the flaws of a category, one for each language that it comes in. */
  static List<Flaw> read(String category) {
    try (InputStream in = FlawFile.class.getResourceAsStream(category + ".txt")) {
      return read(category, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the flaws of a text. */
  static List<Flaw> read(String category, String text) {
    FlawFile file = new FlawFile(category);
    for (String line : text.split("\n", -1)) {
      file.number++;
      if (!line.startsWith("#")) {
        file.line(line);
      }
    }
    file.endOfLanguage();
    return file.flaws;
  }

  private void line(String line) {
    if (line.isBlank()) {
      if (!code.isEmpty()) {
        code.add("");
      }
    } else if (line.startsWith("      ")) {
      code.add("  " + line.substring(6));
    } else if (line.startsWith("    ") && MARKERS.indexOf(line.charAt(4)) >= 0) {
      code.add(line.substring(4));
    } else {
      code = new ArrayList<>(); // blank lines between directives are none of code
      String[] words = line.strip().split(" ", 2);
      String rest = words.length > 1 ? words[1] : "";
      if (line.startsWith("    ")) {
        inLanguage(words[0], rest);
      } else if (line.startsWith("  ")) {
        inFlaw(line.strip(), words[0], rest);
      } else {
        require(words[0].equals("flaw"), "a line that begins with 'flaw'", line);
        endOfLanguage();
        name = rest;
        cwe = 0;
        severity = "";
        shown = "reading";
        types = DEFAULT_TYPES;
        ofFlaw = new Level();
      }
    }
  }

  private void inFlaw(String line, String word, String rest) {
    endOfLanguage();
    switch (word) {
      case "cwe" -> cwe = Integer.parseInt(rest);
      case "severity" -> severity = oneOf(SEVERITIES, rest);
      case "shown" -> shown = oneOf(SHOWN, rest);
      case "type" -> types = alternatives(rest);
      default -> {
        if (!said(ofFlaw, word, rest)) {
          languages = Arrays.stream(line.split(" ")).map(this::language).toList();
          ofLanguage = new Level();
        }
      }
    }
  }

  private void inLanguage(String word, String rest) {
    require(!languages.isEmpty(), "a language before it", word);
    Level level = variants.isEmpty() ? ofLanguage : variants.get(variants.size() - 1);
    switch (word) {
      case "variant" -> {
        Level variant = new Level();
        variant.line = number;
        variants.add(variant);
        code = variant.lines;
      }
      case "show" -> code = level.show;
      default -> {
        require(said(level, word, rest), "variant, show, call, say or safe", word);
        code = level.lines;
      }
    }
  }

  private boolean said(Level level, String word, String rest) {
    switch (word) {
      case "call" -> level.calls.add(alternatives(rest));
      case "say" -> level.say.add(rest);
      case "safe" -> level.safe.add(rest);
      default -> {
        return false;
      }
    }
    return true;
  }

  private Language language(String id) {
    Optional<Language> found = Language.named(id).filter(Language.ofFiles()::contains);
    require(
        found.isPresent(),
        "cwe, severity, shown, type, call, say, safe or " + Language.idsOfFiles(),
        id);
    return found.get();
  }

  private void endOfLanguage() {
    for (Language language : languages) {
      require(!severity.isEmpty(), "a severity", name);
      List<Variant> all = new ArrayList<>();
      variants.forEach(variant -> all.add(variant(language, variant)));
      require(!all.isEmpty(), "a variant", language.id());
      boolean running = all.stream().anyMatch(variant -> !variant.show().isEmpty());
      flaws.add(
          new Flaw(
              name, category, language, cwe, severity, running ? "running" : shown, types, all));
    }
    languages = List.of();
    variants.clear();
  }

  private Variant variant(Language language, Level variant) {
    List<List<String>> calls = new ArrayList<>(ofFlaw.calls);
    calls.addAll(ofLanguage.calls);
    calls.addAll(variant.calls);
    List<String> show = variant.show.isEmpty() ? ofLanguage.show : variant.show;
    calls = free(calls, variant.lines, show);
    PartReader reader = new PartReader(language, calls);
    List<Line> lines = lines(reader, variant.lines);
    boolean ownLookAlike = lines.stream().anyMatch(line -> "=~".indexOf(line.marker()) >= 0);
    String where = name + " in " + language.id() + ", line " + variant.line;
    require(lines.stream().anyMatch(Line::isFlawed), "a flawed line, marked -, ~ or !", where);
    require(
        lines.stream().anyMatch(line -> line.isIn(Form.MENDED) != line.isIn(Form.FLAWED)),
        "a line that mends it, marked + or *",
        where);
    require(!ownLookAlike || !variant.safe.isEmpty(), "'safe' where a line has = or ~", where);
    List<List<Part>> say = sentences(reader, variant.say, ofLanguage.say, ofFlaw.say);
    List<List<Part>> safe = sentences(reader, variant.safe, ofLanguage.safe, ofFlaw.safe);
    require(!say.isEmpty() && !safe.isEmpty(), "'say' and 'safe'", where);
    List<Line> driver = lines(reader, show);
    return new Variant(
        variant.line,
        lines,
        calls.stream().mapToInt(List::size).toArray(),
        reader.choices(),
        say,
        safe,
        ownLookAlike,
        driver);
  }

  /** Leaves out alternatives that the code of a variant, or another slot, has a use for. */
  private static List<List<String>> free(
      List<List<String>> calls, List<String> lines, List<String> show) {
    Set<String> taken = new HashSet<>(); // only looked up
    for (String line : lines) {
      PartReader.words(line).forEach(taken::add);
    }
    for (String line : show) {
      PartReader.words(line).forEach(taken::add);
    }
    calls.forEach(slot -> PartReader.spellings(slot.get(0)).forEach(taken::add));
    List<List<String>> free = new ArrayList<>();
    for (List<String> slot : calls) {
      List<String> kept = new ArrayList<>(slot.subList(0, 1));
      for (String alternative : slot.subList(1, slot.size())) {
        if (PartReader.spellings(alternative).noneMatch(taken::contains)) {
          kept.add(alternative);
          PartReader.spellings(alternative).forEach(taken::add);
        }
      }
      free.add(kept);
    }
    return free;
  }

  @SafeVarargs
  private static List<List<Part>> sentences(PartReader reader, List<String>... levels) {
    for (List<String> level : levels) {
      if (!level.isEmpty()) {
        return level.stream().map(reader::sentence).toList();
      }
    }
    return List.of();
  }

  private static List<Line> lines(PartReader reader, List<String> lines) {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    List<Line> read = new ArrayList<>();
    for (String line : lines.subList(0, end)) {
      read.add(
          new Line(
              line.isEmpty() ? ' ' : line.charAt(0),
              reader.code(line.length() < 3 ? "" : line.substring(2))));
    }
    return read;
  }

  private static List<String> alternatives(String text) {
    return List.of(text.split(" \\| "));
  }

  private String oneOf(List<String> allowed, String found) {
    require(allowed.contains(found), "one of " + String.join(", ", allowed), found);
    return found;
  }

  private void require(boolean holds, String expected, String found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s.txt, line %d: found '%s'; expected %s".formatted(category, number, found, expected));
    }
  }
}
