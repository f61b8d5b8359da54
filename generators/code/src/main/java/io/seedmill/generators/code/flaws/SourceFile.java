package io.seedmill.generators.code.flaws;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.flaws.Variant.Drawn;
import io.seedmill.generators.code.flaws.Variant.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A source file that has a variant of a flaw in some form, in the midst of other code.
 *
 * <p>What surrounds it has been drawn when it is created, and is the same for all forms.
 */
final class SourceFile {

  private static final List<String> PACKAGES =
      List.of("app", "core", "internal", "server", "service", "store", "worker");
  private static final int DRAWS = 4;

  private final Flaw flaw;
  private final Variant variant;
  private final Drawn drawn;
  private final Imports imports;
  private final String type;
  private final String goPackage;
  private final List<Surroundings.Code> before = new ArrayList<>();
  private final List<Surroundings.Code> behind = new ArrayList<>();
  private int lineOfText;

  SourceFile(Flaw flaw, Variant variant, Surroundings surroundings, UniformRandomProvider random) {
    this.flaw = flaw;
    this.variant = variant;
    this.drawn = variant.draw(random);
    this.imports = Imports.of(flaw.language());
    this.type = flaw.types().get(random.nextInt(flaw.types().size()));
    this.goPackage = PACKAGES.get(random.nextInt(PACKAGES.size()));
    Set<String> names = new HashSet<>(); // only looked up
    names.add(type);
    for (Form form : Form.values()) {
      imports.scan(variant.text(form, drawn), names, new HashSet<>());
    }
    // Two programs in C would have types in common.
    int most = flaw.language() == Language.C ? 1 : 1 + random.nextInt(2);
    for (int i = 0; i < DRAWS && before.size() + behind.size() < most; i++) {
      Surroundings.Code code = surroundings.draw(random);
      if (!code.hasNameOf(names)) {
        names.addAll(code.names());
        (random.nextBoolean() ? before : behind).add(code);
      }
    }
  }

  /** Returns the variant's words that were drawn. */
  Drawn drawn() {
    return drawn;
  }

  /** Returns the file with the variant in a form. */
  String text(Form form) {
    return text(form, "");
  }

  /** Returns the file with the variant in a form, and more code behind that. */
  String text(Form form, String more) {
    String text = variant.text(form, drawn);
    Set<String> imported = new TreeSet<>();
    text = text.substring(imports.divide(text, imported));
    imports.scan(text, new HashSet<>(), imported);
    imports.scan(more, new HashSet<>(), imported);
    before.forEach(code -> imported.addAll(code.imports()));
    behind.forEach(code -> imported.addAll(code.imports()));
    StringBuilder out = new StringBuilder();
    Language language = flaw.language();
    if (language == Language.GO) {
      out.append("package ").append(goPackage).append("\n\n");
    }
    out.append(imports.write(imported));
    boolean isJava = language == Language.JAVA;
    String between = language == Language.PYTHON ? "\n\n" : "\n";
    if (isJava) {
      out.append("final class ").append(type).append(" {\n");
    } else if (language == Language.PYTHON && !imported.isEmpty()) {
      out.append('\n');
    }
    for (Surroundings.Code code : before) {
      add(code.text(), isJava, out);
      out.append(between);
    }
    lineOfText = 1 + (int) out.chars().filter(c -> c == '\n').count();
    add(text, isJava, out);
    for (Surroundings.Code code : behind) {
      out.append(between);
      add(code.text(), isJava, out);
    }
    if (!more.isEmpty()) {
      out.append(between);
      add(more, isJava, out);
    }
    return out.append(isJava ? "}\n" : "").toString();
  }

  private static void add(String code, boolean indented, StringBuilder out) {
    if (!indented) {
      out.append(code);
      return;
    }
    for (int from = 0; from < code.length(); ) {
      int end = code.indexOf('\n', from) + 1;
      out.append(code.charAt(from) == '\n' ? "" : "    ").append(code, from, end);
      from = end;
    }
  }

  /** Returns which lines of the flawed file, counted from 1, are flawed. */
  List<Integer> flawedLines() {
    String text = variant.text(Form.FLAWED, drawn);
    int end = imports.divide(text, new HashSet<>());
    int imported = (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    text(Form.FLAWED);
    return variant.flawedLines().stream()
        .filter(line -> line >= imported)
        .map(line -> lineOfText + line - imported)
        .toList();
  }
}
