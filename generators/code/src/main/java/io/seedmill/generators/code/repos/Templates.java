package io.seedmill.generators.code.repos;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.lexer.Syntax;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The templates of a language. The template 'files' lists the others, a line each: template, path
 * and, where it is for one kind of record, the number of that.
 */
final class Templates {

  private final Spelling spelling;
  private final Tidy tidy;
  private final PebbleEngine engine =
      new PebbleEngine.Builder()
          .loader(new TemplateLoader())
          .autoEscaping(false)
          .strictVariables(true)
          .defaultLocale(Locale.ROOT)
          .extension(new Wordings())
          .syntax(
              new Syntax.Builder()
                  .setPrintOpenDelimiter("«")
                  .setPrintCloseDelimiter("»")
                  .setEnableNewLineTrimming(false)
                  .build())
          .build();
  private final Map<String, PebbleTemplate> compiled = new HashMap<>();

  Templates(Spelling spelling) {
    this.spelling = spelling;
    this.tidy = new Tidy(spelling);
  }

  /** A file as a template writes it, and with its imports and line breaks. */
  record Written(String raw, String text) {}

  /**
   * Returns the files of a repository by their paths.
   *
   * @param before the files that were written last; a file that has not changed is taken from there
   */
  Map<String, String> files(Map<String, Object> view, Map<String, Written> before) {
    Map<String, String> files = new TreeMap<>();
    Imports imports = Imports.parse(render("imports", view), spelling);
    for (String line : render("files", view).split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      String[] parts = line.trim().split(" [>|] ", -1);
      Map<String, Object> context = view;
      if (parts.length > 2) {
        context = new HashMap<>(view);
        context.put("e", ((List<?>) view.get("entities")).get(Integer.parseInt(parts[2])));
      }
      String path = parts[1];
      String raw = render(parts[0], context);
      Written known = before.get(path);
      if (known == null || !known.raw().equals(raw)) {
        before.put(path, new Written(raw, tidy.tidy(path, imports.add(path, raw))));
      }
      files.put(path, before.get(path).text());
    }
    return files;
  }

  /** Renders one template for a path. */
  String text(String template, String path, Map<String, Object> view) {
    return tidy.tidy(path, render(template, view));
  }

  /** Renders one template of the language or, where its name says so, of another folder. */
  String render(String template, Map<String, Object> view) {
    String path = template.contains("/") ? template : spelling.id() + "/" + template;
    StringWriter out = new StringWriter();
    try {
      compiled.computeIfAbsent(path, engine::getTemplate).evaluate(out, view);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Adds the function {@code one}: the alternative that a number chooses. */
  private static final class Wordings extends AbstractExtension {

    @Override
    public Map<String, Function> getFunctions() {
      return Map.of("one", new One());
    }
  }

  private static final class One implements Function {

    @Override
    public List<String> getArgumentNames() {
      return List.of("number", "a", "b", "c", "d", "e");
    }

    @Override
    public Object execute(
        Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int line) {
      int alternatives = arguments.size() - 1;
      int number = ((Number) arguments.get("number")).intValue();
      return arguments.get(getArgumentNames().get(1 + number % alternatives));
    }
  }
}
