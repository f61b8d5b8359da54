package io.seedmill.generators.code.suites;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A text with gaps, alternatives and repetitions, such as the frame of a test file.
 *
 * <p>A file of frames has a line {@code frame LANGUAGES KIND NAME} before each one, whose lines are
 * indented by two blanks. Within a line {@code %name%} is a gap. A line of its own is
 *
 * <ul>
 *   <li>{@code %draw NAME one | two}, which fills a gap with one of several texts,
 *   <li>{@code %use NAME}, in place of which stands the frame of the kind {@code part},
 *   <li>{@code %choose}, {@code %or}, {@code %end} around alternatives,
 *   <li>{@code %each NAME}, {@code %end} around what is repeated for each item of a list,
 *   <li>{@code %if NAME}, {@code %else}, {@code %end} around what depends on a gap's being filled,
 *   <li>{@code %guard WORDS}, {@code %without}, {@code %end} around what a mutant lacks, or has in
 *       another form.
 * </ul>
 */
final class Frame {

  private static final Pattern GAP = Pattern.compile("%([A-Za-z][A-Za-z0-9_]*)%");
  private static final Pattern BREAK = Pattern.compile(" \\| ");

  /** The name of the gap that says which guard a mutant lacks. */
  static final String LACKING = "lacking";

  private final String name;
  private final List<Part> parts;
  private final List<String> guards = new ArrayList<>();

  private Frame(String name, Lines lines) {
    this.name = name;
    this.parts = block(lines);
    if (lines.at < lines.all.size()) {
      throw new IllegalStateException(name + ": " + lines.all.get(lines.at));
    }
  }

  private interface Part {
    void write(Map<String, Object> gaps, UniformRandomProvider random, StringBuilder out);
  }

  private static final class Lines {
    private final List<String> all;
    private int at;

    private Lines(List<String> all) {
      this.all = all;
    }
  }

  /** Reads the frames of a resource, by language and kind. */
  static Map<String, List<Frame>> read(String resource) {
    String text;
    try (InputStream in = Frame.class.getResourceAsStream(resource)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<String>> bodies = new LinkedHashMap<>();
    List<String> body = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("frame ")) {
        String[] head = line.split(" ", -1);
        body = new ArrayList<>();
        for (String language : head[1].split(",", -1)) {
          bodies.put(language + " " + head[2] + " " + head[3], body);
        }
      } else if (!line.startsWith("#")) {
        body.add(line.isEmpty() ? "" : line.substring(2));
      }
    }
    Map<String, List<Frame>> frames = new HashMap<>();
    bodies.forEach(
        (name, lines) -> {
          String[] words = name.split(" ", -1);
          Lines all = new Lines(used(lines, words[0], bodies));
          frames
              .computeIfAbsent(words[0] + " " + words[1], key -> new ArrayList<>())
              .add(new Frame(name, all));
        });
    return frames;
  }

  /** Returns lines with the parts that they use, and without empty ones at the end. */
  private static List<String> used(
      List<String> lines, String language, Map<String, List<String>> bodies) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      String bare = line.stripLeading();
      if (bare.startsWith("%use ")) {
        String blanks = line.substring(0, line.length() - bare.length());
        List<String> part = bodies.get(language + " part " + bare.substring(5));
        if (part == null) {
          throw new IllegalStateException(language + ": " + bare);
        }
        used(part, language, bodies).forEach(l -> all.add(l.isEmpty() ? "" : blanks + l));
      } else {
        all.add(line);
      }
    }
    while (!all.isEmpty() && all.get(all.size() - 1).isEmpty()) {
      all.remove(all.size() - 1);
    }
    return all;
  }

  /** Returns its name. */
  String name() {
    return name;
  }

  /** Returns what mutants may lack, in words. */
  List<String> guards() {
    return guards;
  }

  /**
   * Returns the text with its gaps filled.
   *
   * @param gaps texts, and lists of further gaps for what is repeated; what is drawn joins them
   */
  String fill(Map<String, Object> gaps, UniformRandomProvider random) {
    StringBuilder out = new StringBuilder();
    writeAll(parts, gaps, random, out);
    return out.toString();
  }

  private List<Part> block(Lines lines) {
    List<Part> block = new ArrayList<>();
    while (lines.at < lines.all.size()) {
      String line = lines.all.get(lines.at);
      String bare = line.stripLeading();
      if (bare.equals("%end")
          || bare.equals("%or")
          || bare.equals("%else")
          || bare.equals("%without")) {
        return block;
      }
      lines.at++;
      String[] words = bare.split(" ", 3);
      switch (words[0]) {
        case "%draw" -> block.add(draw(words[1], BREAK.split(words[2], -1)));
        case "%choose" -> block.add(choose(lines));
        case "%each" -> block.add(each(words[1], blocks(lines, "")));
        case "%if" -> block.add(condition(words[1], blocks(lines, "%else")));
        case "%guard" -> block.add(guard(bare.substring(7), blocks(lines, "%without")));
        default -> block.add(text(line, bare));
      }
    }
    return block;
  }

  private List<List<Part>> blocks(Lines lines, String between) {
    List<List<Part>> blocks = new ArrayList<>();
    while (true) {
      blocks.add(block(lines));
      if (lines.at == lines.all.size()) {
        throw new IllegalStateException(name + ": no %end");
      }
      String end = lines.all.get(lines.at++).stripLeading();
      if (end.equals("%end")) {
        return blocks;
      } else if (!end.equals(between)) {
        throw new IllegalStateException(name + ": " + end);
      }
    }
  }

  private static Part draw(String gap, String[] options) {
    return (gaps, random, out) ->
        gaps.putIfAbsent(gap, filled(options[random.nextInt(options.length)], gaps));
  }

  private Part choose(Lines lines) {
    List<List<Part>> options = blocks(lines, "%or");
    String key = "choice " + lines.at;
    return (gaps, random, out) -> {
      // A mutant takes the same alternatives.
      int taken = (Integer) gaps.computeIfAbsent(key, added -> random.nextInt(options.size()));
      writeAll(options.get(taken), gaps, random, out);
    };
  }

  @SuppressWarnings("unchecked")
  private static Part each(String list, List<List<Part>> blocks) {
    return (gaps, random, out) -> {
      List<Map<String, Object>> items = (List<Map<String, Object>>) gaps.get(list);
      for (int i = 0; i < items.size(); i++) {
        Map<String, Object> inner = new HashMap<>(gaps);
        inner.putAll(items.get(i));
        inner.put("last", i == items.size() - 1);
        writeAll(blocks.get(0), inner, random, out);
      }
    };
  }

  private static Part condition(String gap, List<List<Part>> blocks) {
    return (gaps, random, out) -> {
      Object value = gaps.get(gap);
      boolean holds =
          value != null
              && !value.equals(false)
              && !value.equals("")
              && !(value instanceof List<?> list && list.isEmpty());
      if (holds || blocks.size() > 1) {
        writeAll(blocks.get(holds ? 0 : 1), gaps, random, out);
      }
    };
  }

  private Part guard(String words, List<List<Part>> blocks) {
    guards.add(words);
    return (gaps, random, out) -> {
      boolean lacks = words.equals(gaps.get(LACKING));
      if (!lacks || blocks.size() > 1) {
        writeAll(blocks.get(lacks ? 1 : 0), gaps, random, out);
      }
    };
  }

  private static void writeAll(
      List<Part> parts, Map<String, Object> gaps, UniformRandomProvider random, StringBuilder out) {
    for (Part part : parts) {
      part.write(gaps, random, out);
    }
  }

  private Part text(String line, String bare) {
    String blanks = line.substring(0, line.length() - bare.length());
    Matcher only = GAP.matcher(bare);
    if (only.matches()) {
      return (gaps, random, out) ->
          gap(only.group(1), gaps)
              .strip()
              .lines()
              .forEach(one -> out.append(one.isEmpty() ? "" : blanks + one).append('\n'));
    }
    return (gaps, random, out) -> out.append(filled(line, gaps)).append('\n');
  }

  private static String filled(String line, Map<String, Object> gaps) {
    if (line.indexOf('%') < 0) {
      return line;
    }
    StringBuilder filled = new StringBuilder();
    Matcher gap = GAP.matcher(line);
    while (gap.find()) {
      gap.appendReplacement(filled, Matcher.quoteReplacement(gap(gap.group(1), gaps)));
    }
    return gap.appendTail(filled).toString();
  }

  private static String gap(String name, Map<String, Object> gaps) {
    Object value = gaps.get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " in " + gaps.keySet());
    }
    return value.toString();
  }
}
