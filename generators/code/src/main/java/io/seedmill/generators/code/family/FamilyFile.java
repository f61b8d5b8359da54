package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pieces and families of the files beside this class. */
final class FamilyFile {

  final List<Piece> pieces = new ArrayList<>();
  final List<Family> families = new ArrayList<>();
  final Map<String, Type.RecordOf> records = new HashMap<>();

  private FamilyFile() {}

  /** Reads files from beside this class. */
  static FamilyFile read(String... names) {
    FamilyFile file = new FamilyFile();
    for (String name : names) {
      try (InputStream in = FamilyFile.class.getResourceAsStream(name)) {
        file.add(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        throw new IllegalStateException(name + ": " + e.getMessage(), e);
      }
    }
    return file;
  }

  private void add(String name, String text) {
    Lines lines = new Lines(name, text);
    while (lines.hasNext()) {
      Lines.Line head = lines.next();
      String[] words = head.text().split(" ", 2);
      if (words[0].equals("record")) {
        // order(name: text, pieces: int)
        SignatureText signature = SignatureText.of(words[1]);
        lines.records().put(signature.name, signature.record());
        records.putAll(lines.records());
      } else if (words[0].equals("family")) {
        families.add(family(words[1].strip(), lines));
      } else {
        pieces.add(piece(words[0], words[1].strip(), head.number(), lines));
      }
    }
  }

  private static Piece piece(String kind, String head, int line, Lines lines) {
    // name(x: int, y: int; k: 2..9) -> bool
    SignatureText signature = SignatureText.of(head);
    Map<String, List<String>> words = new LinkedHashMap<>();
    Map<String, List<String>> synonyms = new LinkedHashMap<>();
    Optional<Syntax.E> value = Optional.empty();
    Optional<Syntax.Def> body = Optional.empty();
    while (lines.isBelow(0)) {
      if (lines.peek().text().startsWith("def")) {
        body = Optional.of(new SyntaxParser(lines).def());
        continue;
      }
      Lines.Line read = lines.next();
      String[] parts = read.text().split(" ", 2);
      if (parts[0].equals("=")) {
        value = Optional.of(ExpressionParser.expression(parts[1], read.number()));
      } else {
        words.put(parts[0], alternatives(parts[1]));
      }
    }
    if (value.isEmpty() && body.isEmpty()) {
      throw new IllegalArgumentException("line " + line + ": a piece without value and function");
    }
    return new Piece(
        kind,
        signature.name,
        signature.parameters,
        signature.types,
        signature.result,
        words,
        synonyms,
        signature.constants,
        value,
        body);
  }

  private static Family family(String name, Lines lines) {
    List<String> phrases = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> gives = new ArrayList<>();
    String does = "";
    Map<String, String> gaps = new LinkedHashMap<>();
    Map<String, List<String>> synonyms = new LinkedHashMap<>();
    Map<String, long[]> constants = new LinkedHashMap<>();
    List<Domain> domains = new ArrayList<>();
    List<Syntax.Def> bodies = new ArrayList<>();
    while (lines.isBelow(0)) {
      if (lines.peek().text().startsWith("def")) {
        bodies.add(new SyntaxParser(lines).def());
        continue;
      }
      Lines.Line read = lines.next();
      String[] parts = read.text().split(" ", 2);
      switch (parts[0]) {
        case "say" -> phrases.addAll(alternatives(parts[1]));
        case "name" -> names.addAll(alternatives(parts[1]));
        case "does" -> does = parts[1].strip();
        case "gives" -> gives.addAll(alternatives(parts[1]));
        case "uses" -> {
          for (String use : parts[1].split(",", -1)) {
            String[] gap = use.strip().split(" as ", -1);
            gaps.put(gap.length == 2 ? gap[1] : gap[0], gap[0]);
          }
        }
        case "call" -> {
          List<String> same = alternatives(parts[1]);
          synonyms.put(same.get(0), same);
        }
        case "const" -> {
          String[] constant = parts[1].split(" ", 2);
          constants.put(constant[0], SignatureText.range(constant[1].strip()));
        }
        case "input" -> domains.add(domain(parts[1].strip(), lines.records()));
        default ->
            throw new IllegalArgumentException(
                "line " + read.number() + ": not known: '" + parts[0] + "'");
      }
    }
    if (phrases.isEmpty() || names.isEmpty() || bodies.isEmpty()) {
      throw new IllegalArgumentException("family " + name + ": 'say', 'name' and 'def' are needed");
    }
    if (domains.size() != bodies.get(0).types().size()) {
      throw new IllegalArgumentException("family " + name + ": one 'input' for each parameter");
    }
    return new Family(
        name, phrases, does, names, gives, gaps, synonyms, constants, domains, bodies);
  }

  // "number 0..99", "numbers 0..12 of -20..60", "text 0..12 of abc_", "words 1..4"
  private static Domain domain(String text, Map<String, Type.RecordOf> records) {
    String[] words = text.split(" ", 4);
    if (records.containsKey(words[0])) {
      long[] count = SignatureText.range(words[1]);
      String fields = words[0] + ": " + words[3];
      return new Domain("records", (int) count[0], (int) count[1], 0, 0, fields);
    }
    long[] first = words.length > 1 ? SignatureText.range(words[1]) : new long[2];
    if (List.of("number", "given", "member").contains(words[0])) {
      return new Domain(words[0], 1, 1, first[0], first[1], "");
    }
    String of = words.length > 3 ? words[3] : "";
    long[] range = of.contains("..") ? SignatureText.range(of) : new long[2];
    return new Domain(
        words[0], (int) first[0], (int) first[1], range[0], range[1], of.replace('_', ' '));
  }

  private static List<String> alternatives(String text) {
    List<String> found = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      found.add(alternative.strip());
    }
    return found;
  }

  /** The head of a piece. */
  private static final class SignatureText {
    String name;
    final List<String> parameters = new ArrayList<>();
    final List<Type> types = new ArrayList<>();
    final Map<String, long[]> constants = new LinkedHashMap<>();
    Type result;

    static SignatureText of(String head) {
      SignatureText read = new SignatureText();
      int open = head.indexOf('(');
      int close = head.indexOf(')');
      read.name = head.substring(0, open);
      String[] halves = head.substring(open + 1, close).split(";", -1);
      for (String parameter : halves[0].split(",", -1)) {
        String[] both = parameter.split(":", -1);
        read.parameters.add(both[0].strip());
        read.types.add(plain(both[1].strip()));
      }
      if (halves.length == 2) {
        for (String constant : halves[1].split(",", -1)) {
          String[] both = constant.split(":", -1);
          read.constants.put(both[0].strip(), range(both[1].strip()));
        }
      }
      int result = head.indexOf("->");
      read.result = result < 0 ? Type.NOTHING : plain(head.substring(result + 2).strip());
      return read;
    }

    Type.RecordOf record() {
      List<Type.Field> fields = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        fields.add(new Type.Field(parameters.get(i), types.get(i)));
      }
      return new Type.RecordOf(name, fields);
    }

    static long[] range(String text) {
      String[] ends = text.split("\\.\\.", -1);
      return new long[] {Long.parseLong(ends[0]), Long.parseLong(ends[1])};
    }

    private static Type plain(String name) {
      return switch (name) {
        case "int" -> Type.INT;
        case "bool" -> Type.BOOL;
        case "char" -> Type.CHAR;
        case "text" -> Type.TEXT;
        default -> throw new IllegalArgumentException("not a type of a piece: " + name);
      };
    }
  }
}
