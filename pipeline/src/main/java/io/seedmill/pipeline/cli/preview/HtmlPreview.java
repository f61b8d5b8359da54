package io.seedmill.pipeline.cli.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.seedmill.generators.input.Printable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page that shows records, complete in itself: it loads nothing from elsewhere. */
public final class HtmlPreview {

  private static final String TEMPLATE = "io/seedmill/pipeline/cli/preview/preview.html";

  private final String title;
  private final List<Map<String, Object>> sections = new ArrayList<>();

  /** Begins a page. */
  public HtmlPreview(String title) {
    this.title = title;
  }

  /** Adds the records of a generator. */
  public void add(String heading, List<JsonNode> records, List<String> failures) {
    List<Map<String, Object>> samples = new ArrayList<>();
    for (JsonNode record : records) {
      samples.add(
          Map.of(
              "name",
              record.path("generator").asText() + " " + record.path("index"),
              "content",
              Field.content(record),
              "metadata",
              Field.metadata(record)));
    }
    sections.add(Map.of("heading", heading, "samples", samples, "failures", failures));
  }

  /** Writes the page; all that comes from samples is escaped. */
  public void write(Writer out) throws IOException {
    new PebbleEngine.Builder()
        .loader(new ClasspathLoader(HtmlPreview.class.getClassLoader()))
        .strictVariables(true)
        .defaultLocale(Locale.ROOT)
        .build()
        .getTemplate(TEMPLATE)
        .evaluate(Printable.page(out), Map.of("title", title, "sections", sections));
  }
}
